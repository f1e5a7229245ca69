//! A page as Markdown.

use super::{Block, Page, Table};
use crate::number;

impl Page {
    /// A document with headings and tables.
    pub(crate) fn markdown(&self) -> String {
        let mut text = format!("# {}\n", self.title);
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(heading) => text.push_str(&format!("## {heading}\n")),
                Block::Text(paragraph) => text.push_str(&format!("{paragraph}\n")),
                Block::Sources(sources) => {
                    let line = |source: &String| format!("- {source}\n");
                    text.extend(sources.full.iter().map(line));
                }
                Block::Table(table) => text.push_str(&rows(table)),
                Block::Bars(bars) => text.push_str(&rows(&amounts(bars))),
            }
        }
        text
    }
}

fn rows(table: &Table) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule: Vec<String> = (0..table.head.len())
        .map(|column| if column == 0 { ":--" } else { "--:" }.to_owned())
        .collect();
    let body: String = table.rows.iter().map(|cells| row(cells)).collect();
    format!("{}{}{body}", row(&table.head), row(&rule))
}

fn amounts(bars: &[(String, f64)]) -> Table {
    let row = |(name, amount): &(String, f64)| vec![name.clone(), number::plain(*amount, 0)];
    Table {
        head: vec![String::new(), "kcal a day".to_owned()],
        rows: bars.iter().map(row).collect(),
    }
}
