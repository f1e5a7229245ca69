//! A picture in letters with its title above and its notes below.

use super::{forest::Forest, funnel::Funnel, in_unit, terminal::Terminal};

/// Longer lines than this are hard to read.
const MOST_COLUMNS: usize = 100;

impl Forest {
    /// The plot between what it says and how it was made.
    pub(crate) fn page(&self, terminal: Terminal) -> String {
        let subject = format!(
            "{}; ranges are 95 % intervals.",
            in_unit(&self.subject, &self.unit)
        );
        page(
            terminal,
            &[&self.title, &subject],
            &self.text(terminal),
            &self.notes,
        )
    }
}

impl Funnel {
    /// The plot between what it says and how it was made.
    pub(crate) fn page(&self, terminal: Terminal) -> String {
        let subject = format!("{}.", in_unit(&self.subject, &self.unit));
        let warning = self.too_few();
        let mut above = vec![self.title.as_str(), &subject];
        above.extend(warning.as_deref());
        page(terminal, &above, &self.text(terminal), &self.notes)
    }
}

fn page(terminal: Terminal, above: &[&str], plot: &str, notes: &[String]) -> String {
    let wrapped = |text: &str| {
        // A number stays with its sign of percent.
        let text = terminal.letters.write(text).replace(" %", "\u{a0}%");
        let options = textwrap::Options::new(terminal.columns.min(MOST_COLUMNS))
            .subsequent_indent("  ")
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        format!(
            "{}\n",
            textwrap::fill(&text, options).replace('\u{a0}', " ")
        )
    };
    let above: String = above.iter().map(|text| wrapped(text)).collect();
    let below: String = notes.iter().map(|text| wrapped(text)).collect();
    format!("{above}\n{plot}\n{below}")
}
