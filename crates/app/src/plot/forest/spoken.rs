//! A forest plot in words: everything it shows, for those who do not see it.

use super::{Forest, Line, Mark, Section, percent};
use crate::plot::{in_unit, unit_after};

impl Forest {
    /// Every line with its numbers, then how it was made.
    pub(super) fn spoken(&self) -> String {
        let mut parts = vec![format!("{}.", in_unit(&self.subject, &self.unit))];
        parts.push(format!(
            "Below zero: {}. Above: {}.",
            self.sides[0], self.sides[1]
        ));
        parts.extend(self.too_small().map(|text| format!("Shaded, {text}.")));
        parts.extend(self.sections.iter().map(|section| self.told(section)));
        parts.extend(self.notes.iter().cloned());
        parts.join(" ")
    }

    fn told(&self, section: &Section) -> String {
        let lines: Vec<String> = section.lines.iter().map(|line| self.said(line)).collect();
        let heading = section.heading.as_ref();
        let heading = heading.map_or_else(String::new, |heading| format!("{heading}: "));
        format!("{heading}{}.", lines.join("; "))
    }

    /// "Walts 2008, men (82 people, CT): +1.7 % (−1.6 to +5.0), weight 45 %"
    fn said(&self, line: &Line) -> String {
        let detail = if line.detail.is_empty() {
            String::new()
        } else {
            format!(" ({})", line.detail)
        };
        let unit = unit_after(&self.unit);
        let figures = match (&line.measured, line.mark) {
            (None, _) => return format!("{}{detail}", line.label),
            (Some(measured), Mark::Prediction) => {
                format!("{}{unit}", self.figures.interval(measured))
            }
            (Some(measured), _) => format!(
                "{}{unit} ({})",
                self.figures.estimate(measured),
                self.figures.interval(measured)
            ),
        };
        let weight = match line.weight_percent {
            Some(weight) if !line.mark.is_summary() => {
                format!(", weight {} %", percent(weight))
            }
            Some(_) | None => String::new(),
        };
        format!("{}{detail}: {figures}{weight}", line.label)
    }
}
