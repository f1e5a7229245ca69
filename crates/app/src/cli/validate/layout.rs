//! A document of headings, text, lists and tables, for a terminal or as Markdown.

/// Where a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Terminal,
    Markdown,
}

/// A part of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// The sentence that answers.
    Answer(String),
    Heading(&'static str),
    Text(String),
    List(Vec<String>),
    Table {
        head: Vec<&'static str>,
        rows: Vec<Vec<String>>,
    },
}

/// Width of text on a terminal.
const WIDTH: usize = 100;
/// Between the columns of a table on a terminal.
const GAP: &str = "  ";

/// The document as text; blocks are a blank line apart.
pub(super) fn render(blocks: &[Block], form: Form) -> String {
    let parts: Vec<String> = blocks.iter().map(|block| block.render(form)).collect();
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

impl Block {
    fn render(&self, form: Form) -> String {
        match (self, form) {
            (Self::Answer(text), Form::Markdown) => format!("# {text}"),
            (Self::Heading(text), Form::Markdown) => format!("## {text}"),
            (Self::Heading(text), Form::Terminal) => text.to_uppercase(),
            (Self::Text(text), Form::Markdown) => text.clone(),
            (Self::Answer(text) | Self::Text(text), Form::Terminal) => textwrap::fill(text, WIDTH),
            (Self::List(points), _) => list(points, form),
            (Self::Table { head, rows }, Form::Markdown) => piped(head, rows),
            (Self::Table { head, rows }, Form::Terminal) => aligned(head, rows),
        }
    }
}

fn list(points: &[String], form: Form) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent("- ")
        .subsequent_indent("  ");
    let lines = points.iter().map(|point| match form {
        Form::Markdown => format!("- {point}"),
        Form::Terminal => textwrap::fill(point, &options),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn piped(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[&str]| format!("| {} |", cells.join(" | "));
    let rule = vec!["---"; head.len()];
    let mut lines = vec![line(head), line(&rule)];
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        line(&cells)
    }));
    lines.join("\n")
}

fn aligned(head: &[&str], rows: &[Vec<String>]) -> String {
    let width = |i: usize| {
        let cells = rows.iter().map(|row| row[i].chars().count());
        cells.chain([head[i].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &[&str]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| {
            let space = width - cell.chars().count();
            format!("{cell}{}", " ".repeat(space))
        });
        let line = padded.collect::<Vec<_>>().join(GAP);
        line.trim_end().to_owned()
    };
    let mut lines = vec![line(head)];
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        line(&cells)
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_in_two_forms() {
        let blocks = [
            Block::Answer("Of 2, 1 held.".to_owned()),
            Block::Heading("Arms"),
            Block::Table {
                head: vec!["arm", "error"],
                rows: vec![
                    vec!["women".to_owned(), "+1.0".to_owned()],
                    vec!["men".to_owned(), "\u{2212}2.0".to_owned()],
                ],
            },
        ];
        let markdown = "# Of 2, 1 held.\n\n## Arms\n\n| arm | error |\n| --- | --- |\n| women | +1.0 |\n| men | \u{2212}2.0 |\n";
        assert_eq!(render(&blocks, Form::Markdown), markdown);
        let terminal = "Of 2, 1 held.\n\nARMS\n\narm    error\nwomen  +1.0\nmen    \u{2212}2.0\n";
        assert_eq!(render(&blocks, Form::Terminal), terminal);
    }
}
