//! A claim as a picture: the effects its answer rests on, what they come to together, and what disagrees.

use spotcheck_evidence::{
    Basis, Claim, Effect, Flag, Interval, LEVEL, Library, Made, Measure, Row, Sign, Size, Study,
    Synthesis, Verdict, capital, pool::Pooled,
};

use super::{cite, grading};
use crate::{
    number,
    plot::{
        forest::{
            Figures, Forest, GROUPS_NOTE, Given, Line, Mark, Measured, Section, heterogeneity,
            sections,
        },
        funnel::{Funnel, Kind, Point},
    },
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

/// A claim with everything a picture of it needs.
pub(crate) struct Subject<'a> {
    pub(crate) library: &'a Library,
    pub(crate) claim: &'a Claim,
    pub(crate) verdict: &'a Verdict,
    pub(crate) group: Option<Column>,
}

/// What a number stands for, on either basis that has one.
struct Scale<'a> {
    of: &'a str,
    unit: &'a str,
    favours: Sign,
    smallest: f64,
}

impl Subject<'_> {
    /// The forest plot; none where the answer rests on no figure.
    pub(crate) fn forest(&self) -> anyhow::Result<Option<Forest>> {
        let Some(scale) = self.scale() else {
            return Ok(None);
        };
        let (mut sections, figures) = match &self.claim.basis {
            Basis::Pool { measure, .. } => {
                let given = self.given(self.effects(), *measure);
                (sections(&given, self.pooled())?, Figures::TwoDigits)
            }
            Basis::Synthesis { row, .. } => match self.published(row) {
                Some(section) => (vec![section], Figures::AsPrinted),
                None => return Ok(None),
            },
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => return Ok(None),
        };
        sections.extend(self.dissent(scale.unit));
        Ok(Some(Forest {
            title: self.verdict.sentence.to_string(),
            subject: capital(scale.of),
            unit: scale.unit.to_owned(),
            sides: sides(scale.favours),
            smallest: Some(scale.smallest),
            figures,
            sections,
            notes: self.notes(),
        }))
    }

    /// The funnel plot; none where nothing is pooled here.
    pub(crate) fn funnel(&self) -> Option<Funnel> {
        let (scale, pool) = (self.scale()?, self.pooled()?);
        let Basis::Pool { measure, .. } = &self.claim.basis else {
            return None;
        };
        let point = |kind| {
            move |given: Given| Point {
                se: given.variance.sqrt(),
                label: given.label,
                estimate: given.estimate,
                kind,
            }
        };
        let studies = self.given(self.effects(), *measure);
        let apart: Vec<Effect> = self.apart(*measure, scale.unit);
        let points = studies.into_iter().map(point(Kind::Study));
        let points = points.chain(
            self.given(&apart, *measure)
                .into_iter()
                .map(point(Kind::Dissent)),
        );
        Some(Funnel {
            title: self.verdict.sentence.to_string(),
            subject: capital(scale.of),
            unit: scale.unit.to_owned(),
            points: points.collect(),
            mean: pool.estimate,
            figures: Figures::TwoDigits,
            notes: self.notes(),
        })
    }

    fn scale(&self) -> Option<Scale<'_>> {
        match &self.claim.basis {
            Basis::Pool {
                of,
                unit,
                favours,
                smallest,
                ..
            }
            | Basis::Synthesis {
                of,
                unit,
                favours,
                smallest,
                ..
            } => Some(Scale {
                of,
                unit,
                favours: *favours,
                smallest: *smallest,
            }),
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => None,
        }
    }

    /// The effects the answer rests on, pooled or side by side.
    fn effects(&self) -> &[Effect] {
        let sized = &self.verdict.sized;
        let pool = sized.pool.as_ref();
        pool.map_or(&sized.side_by_side, |pool| &pool.effects)
    }

    fn pooled(&self) -> Option<&Pooled> {
        self.verdict.sized.pool.as_ref().map(|pool| &pool.floored)
    }

    /// Effects of the rows that disagree, where they have one on this scale.
    fn apart(&self, measure: Measure, unit: &str) -> Vec<Effect> {
        let effect = |key: &String| match self.library.row(key)? {
            Row::Study(study) => study.effect(measure).ok(),
            Row::Synthesis(_) => None,
        };
        let keys = self.verdict.dissent.iter();
        keys.filter_map(effect)
            .filter(|effect| effect.unit == unit)
            .collect()
    }

    fn given(&self, effects: &[Effect], measure: Measure) -> Vec<Given> {
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

    fn study(&self, key: &str) -> Option<&Study> {
        match self.library.row(key) {
            Some(Row::Study(study)) => Some(study),
            Some(Row::Synthesis(_)) | None => None,
        }
    }

    /// "Walts 2008, men": who, and what tells several effects of one trial apart.
    fn label(&self, study: &Study, shown: &[&Study]) -> String {
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
    fn published(&self, key: &str) -> Option<Section> {
        let Row::Synthesis(row) = self.library.row(key)? else {
            return None;
        };
        Some(Section {
            heading: Some("Published, not pooled here".to_owned()),
            lines: vec![quoted(self.library, row, Mark::Published)?],
        })
    }

    /// The rows that contradict the answer, those without a figure on this scale in words.
    fn dissent(&self, unit: &str) -> Option<Section> {
        let mut lines = Vec::new();
        if let Basis::Pool { measure, .. } = &self.claim.basis {
            let given = self.given(&self.apart(*measure, unit), *measure);
            lines.extend(given.iter().map(|given| given.line(Mark::Dissent, None)));
        }
        let measure = self
            .verdict
            .sized
            .size
            .as_ref()
            .map(|size| size.measure.as_str());
        let mut wordless: Vec<String> = Vec::new();
        for row in self
            .verdict
            .dissent
            .iter()
            .filter_map(|key| self.library.row(key))
        {
            let name = cite::short(self.library, row);
            let line = match row {
                Row::Synthesis(row)
                    if row.unit == unit && Some(row.measure.as_str()) == measure =>
                {
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

    /// "Sources: Walts 2008, PMID 18317378; Miura 2009."
    fn sources(&self) -> Option<String> {
        let drawn = match &self.claim.basis {
            Basis::Pool { rows, .. } => rows.as_slice(),
            Basis::Synthesis { row, .. } => std::slice::from_ref(row),
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => return None,
        };
        let rows = drawn.iter().chain(&self.verdict.dissent);
        let mut sources: Vec<String> = Vec::new();
        for row in rows.filter_map(|key| self.library.row(key)) {
            let source = cite::source(self.library, row.source());
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Some(format!("Sources: {}.", sources.join("; ")))
    }

    /// How the figure was made, how much the studies differ, and what a reader must know.
    fn notes(&self) -> Vec<String> {
        let sized = &self.verdict.sized;
        let mut notes = Vec::new();
        notes.extend(sized.size.as_ref().map(method));
        if sized.size.is_none() && 1 < sized.side_by_side.len() {
            notes.push("Too few to pool, so they stand side by side.".to_owned());
        }
        notes.extend(self.pooled().map(heterogeneity));
        notes.extend(self.group.map(|_| GROUPS_NOTE.to_owned()));
        notes.extend(grading::banners(self.library, &sized.banners));
        notes.extend(self.sources());
        let checked = &self.library.registry().checked;
        notes.push(format!(
            "{}, evidence checked {checked}. spotcheck: general information, not medical advice.",
            self.claim.id
        ));
        notes
    }
}

/// "Random effects, REML, Hartung-Knapp interval with a floor: 3 effects, 189 people."
fn method(size: &Size) -> String {
    let mut counts = Vec::new();
    let (one, many) = match size.made {
        Made::Computed => ("effect", "effects"),
        Made::Published => ("study", "studies"),
    };
    counts.extend(size.k.map(|k| number::count(k as usize, one, many)));
    counts.extend(
        size.participants
            .map(|n| number::count(n as usize, "person", "people")),
    );
    let flag = if size.flag == Flag::Verified || size.flag == Flag::Derived {
        String::new()
    } else {
        format!(" [{}]", size.flag.word())
    };
    let counts = counts.join(", ");
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("{}{colon}{counts}{flag}.", capital(&size.method))
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

/// Which side of zero is which.
fn sides(favours: Sign) -> [String; 2] {
    let [below, above] = match favours {
        Sign::Negative => ["less, as claimed", "more"],
        Sign::Positive => ["less", "more, as claimed"],
    };
    [below.to_owned(), above.to_owned()]
}
