//! The rows of a picture: what each is called, who was measured, and what it found on the picture's scale.

use spotcheck_evidence::{
    Basis, Effect, Flag, Interval, LEVEL, Library, Measure, Row, Study, Synthesis, capital,
};

use super::{Subject, cite};
use crate::{
    number,
    plot::forest::{Given, Line, Mark, Measured, Section},
};

/// What the rows of a claim can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Column {
    /// The instrument
    Method,
    /// How people and sides were compared
    Design,
    /// Men, women or both
    Sex,
    /// The place measured
    Depot,
}

impl Column {
    fn of(self, study: &Study) -> String {
        let text = match self {
            Self::Method => cite::method(&study.method).unwrap_or_else(|| "other".to_owned()),
            Self::Design => study.design.clone(),
            Self::Sex => people_of(study).to_owned(),
            Self::Depot => study.depot.clone(),
        };
        capital(&text)
    }
}

impl Subject<'_> {
    /// The effects the answer rests on, pooled or side by side.
    pub(super) fn effects(&self) -> &[Effect] {
        let sized = &self.verdict.sized;
        let pool = sized.pool.as_ref();
        pool.map_or(&sized.side_by_side, |pool| &pool.effects)
    }

    /// Effects of the rows that disagree, where they have one on this scale.
    pub(super) fn apart(&self, measure: Measure, unit: &str) -> Vec<Effect> {
        let effect = |key: &String| match self.library.row(key)? {
            Row::Study(study) => study.effect(measure).ok(),
            Row::Synthesis(_) => None,
        };
        let keys = self.verdict.dissent.iter();
        keys.filter_map(effect)
            .filter(|effect| effect.unit == unit)
            .collect()
    }

    pub(super) fn given(&self, effects: &[Effect], measure: Measure) -> Vec<Given> {
        let (Basis::Pool { unit, .. } | Basis::Synthesis { unit, .. }) = &self.claim.basis else {
            return Vec::new();
        };
        let apart = self.apart(measure, unit);
        let shown = self.effects().iter().chain(&apart);
        let shown: Vec<&Study> = shown.filter_map(|effect| self.study(&effect.key)).collect();
        let given = |effect: &Effect| {
            let study = self.study(&effect.key);
            Given {
                label: study.map_or_else(|| effect.key.clone(), |study| self.label(study, &shown)),
                detail: study.map_or_else(String::new, detail),
                group: study.and_then(|study| Some(self.group?.of(study))),
                estimate: effect.estimate,
                variance: effect.variance,
                ci: effect.interval(LEVEL),
            }
        };
        effects.iter().map(given).collect()
    }

    pub(super) fn study(&self, key: &str) -> Option<&Study> {
        match self.library.row(key) {
            Some(Row::Study(study)) => Some(study),
            Some(Row::Synthesis(_)) | None => None,
        }
    }

    /// "Walts 2008, men": who, and what tells several effects of one trial apart.
    pub(super) fn label(&self, study: &Study, shown: &[&Study]) -> String {
        let name = cite::short(self.library, Row::Study(study));
        let is_twin = |other: &&&Study| other.source == study.source && other.key != study.key;
        let twins: Vec<&&Study> = shown.iter().filter(is_twin).collect();
        if twins.iter().any(|twin| twin.sex != study.sex) {
            format!("{name}, {}", people_of(study))
        } else if twins.is_empty() {
            name
        } else {
            let place = study.depot.split_whitespace().next().unwrap_or_default();
            format!("{name}, {place}")
        }
    }

    /// The one row of a published figure.
    pub(super) fn published(&self, key: &str) -> Option<Section> {
        let Row::Synthesis(row) = self.library.row(key)? else {
            return None;
        };
        Some(Section {
            heading: Some("Published, not pooled here".to_owned()),
            lines: vec![quoted(self.library, row, Mark::Published)?],
        })
    }

    /// The rows that contradict the answer, those without a figure on this scale in words.
    pub(super) fn dissent(&self, unit: &str) -> Option<Section> {
        let mut lines = Vec::new();
        if let Basis::Pool { measure, .. } = &self.claim.basis {
            let given = self.given(&self.apart(*measure, unit), *measure);
            lines.extend(given.iter().map(|given| given.line(Mark::Dissent, None)));
        }
        let mut wordless: Vec<String> = Vec::new();
        let dissent = self.verdict.dissent.iter();
        for row in dissent.filter_map(|key| self.library.row(key)) {
            let name = cite::short(self.library, row);
            let line = match row {
                Row::Synthesis(row) if self.is_alike(row) => {
                    quoted(self.library, row, Mark::Dissent)
                }
                Row::Synthesis(_) | Row::Study(_) => None,
            };
            let is_told = lines
                .iter()
                .any(|line: &Line| line.label.starts_with(&name));
            match line {
                Some(line) => lines.push(line),
                None if !is_told && !wordless.contains(&name) => wordless.push(name),
                None => {}
            }
        }
        lines.extend(wordless.into_iter().map(|label| Line {
            label,
            detail: "no figure on this scale".to_owned(),
            mark: Mark::Dissent,
            measured: None,
            weight_percent: None,
        }));
        (!lines.is_empty()).then(|| Section {
            heading: Some("Disagrees".to_owned()),
            lines,
        })
    }

    /// Whether a published figure is of what the claim's own published figure is of.
    fn is_alike(&self, row: &Synthesis) -> bool {
        let Basis::Synthesis { row: key, .. } = &self.claim.basis else {
            return false;
        };
        let Some(Row::Synthesis(own)) = self.library.row(key) else {
            return false;
        };
        let of = |row: &Synthesis| (row.unit.clone(), row.measure.clone(), row.outcome.clone());
        of(own) == of(row)
    }
}

/// A published figure as a line.
fn quoted(library: &Library, row: &Synthesis, mark: Mark) -> Option<Line> {
    let (estimate, ci) = row
        .interval()
        .filter(|_| row.estimate_flag() != Flag::Recalled)?;
    let who = cite::who(library, Row::Synthesis(row));
    let (label, detail) = who.split_once(", ").unwrap_or((&who, ""));
    let level = row
        .level
        .filter(|level| (level - 100.0 * LEVEL).abs() > 1e-9);
    let level = level.map_or_else(String::new, |level| format!(", {level} % interval"));
    Some(Line {
        label: label.to_owned(),
        detail: format!("{detail}{level}")
            .trim_start_matches(", ")
            .to_owned(),
        mark,
        measured: Some(Measured {
            estimate,
            ci: Interval { ..ci },
        }),
        weight_percent: None,
    })
}

/// "82 men, CT, 10 weeks"
fn detail(study: &Study) -> String {
    let mut parts = Vec::new();
    if let Some(people) = study.people() {
        let who = match study.sex.as_str() {
            "M" => "men",
            "F" => "women",
            _ => "people",
        };
        parts.push(format!("{} {who}", number::plain(people, 0)));
    }
    parts.extend(cite::method(&study.method));
    if let Some(weeks) = study
        .weeks
        .filter(|_| study.flag_of("weeks") != Flag::Recalled)
    {
        parts.push(format!("{weeks} weeks"));
    }
    parts.join(", ")
}

fn people_of(study: &Study) -> &'static str {
    match study.sex.as_str() {
        "M" => "men",
        "F" => "women",
        _ => "both sexes",
    }
}
