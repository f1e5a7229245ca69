//! A forest plot in text: one row per effect, the pool below, dissent apart, one shared axis.

use spotcheck_evidence::{
    Basis, Claim, Effect, Interval, LEVEL, Library, Row, Sign, Study, Verdict,
};

use super::cite;
use crate::number;

const LABEL: usize = 35;
const PLOT: usize = 25;
/// Axis marks are multiples of one of these.
const STEPS: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];

/// The plot of a claim whose answer rests on computed effects; `None` for any other.
pub(super) fn plot(library: &Library, claim: &Claim, verdict: &Verdict) -> Option<String> {
    let Basis::Pool {
        measure,
        favours,
        smallest,
        unit,
        ..
    } = &claim.basis
    else {
        return None;
    };
    let pool = verdict.sized.pool.as_ref();
    let effects = pool.map_or(&verdict.sized.side_by_side, |pool| &pool.effects);
    let apart: Vec<Effect> = verdict
        .dissent
        .iter()
        .filter_map(|key| match library.row(key)? {
            Row::Study(study) => study.effect(*measure).ok(),
            Row::Synthesis(_) => None,
        })
        .collect();
    let pooled = pool.map(|pool| pool.floored.ci);
    let intervals = effects.iter().chain(&apart).map(interval).chain(pooled);
    let axis = Axis::around(intervals, *smallest);
    let study = |effect: &Effect| match library.row(&effect.key) {
        Some(Row::Study(study)) => Some(study),
        Some(Row::Synthesis(_)) | None => None,
    };
    let shown: Vec<&Study> = effects.iter().chain(&apart).filter_map(study).collect();
    let name = |effect: &Effect| match study(effect) {
        Some(study) => label(study, cite::short(library, Row::Study(study)), &shown),
        None => effect.key.clone(),
    };
    let mut text = String::new();
    for effect in effects {
        text.push_str(&axis.row(&name(effect), effect.estimate, interval(effect), '■'));
    }
    if let Some(pool) = pool {
        text.push_str(&axis.row("Together", pool.floored.estimate, pool.floored.ci, '◆'));
    } else if 1 < effects.len() {
        text.push_str("Too few to pool, so they stand side by side.\n");
    }
    if !apart.is_empty() {
        text.push_str("Disagrees\n");
        for effect in &apart {
            text.push_str(&axis.row(&name(effect), effect.estimate, interval(effect), '○'));
        }
    }
    text.push_str(&axis.foot(unit, *favours, *smallest));
    Some(text)
}

/// "Walts 2008, men": who, and what tells several effects of one trial apart.
fn label(study: &Study, name: String, shown: &[&Study]) -> String {
    let twins: Vec<&&Study> = shown
        .iter()
        .filter(|other| other.source == study.source && other.key != study.key)
        .collect();
    let sex = match study.sex.as_str() {
        "M" => "men",
        "F" => "women",
        _ => "both sexes",
    };
    if twins.iter().any(|twin| twin.sex != study.sex) {
        format!("{name}, {sex}")
    } else if twins.is_empty() {
        name
    } else {
        let place = study.depot.split_whitespace().next().unwrap_or_default();
        format!("{name}, {place}")
    }
}

fn interval(effect: &Effect) -> Interval {
    effect.interval(LEVEL)
}

/// The shared axis: what it spans, and where "too small to matter" lies.
struct Axis {
    lo: f64,
    hi: f64,
    smallest: f64,
}

impl Axis {
    fn around(intervals: impl Iterator<Item = Interval>, smallest: f64) -> Self {
        let (lo, hi) = intervals.fold((-smallest, smallest), |(lo, hi), interval| {
            (lo.min(interval.lo), hi.max(interval.hi))
        });
        let step = STEPS
            .into_iter()
            .find(|step| (hi - lo) / step <= 8.0)
            .unwrap_or(hi - lo);
        Self {
            lo: step * (lo / step).floor(),
            hi: step * (hi / step).ceil(),
            smallest,
        }
    }

    /// Column of a value, within the plot.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the columns of the plot"
    )]
    fn column(&self, value: f64) -> usize {
        let share = ((value - self.lo) / (self.hi - self.lo)).clamp(0.0, 1.0);
        (share * (PLOT - 1) as f64).round() as usize
    }

    fn row(&self, label: &str, estimate: f64, ci: Interval, mark: char) -> String {
        let mut cells = self.ground();
        let (from, to) = (self.column(ci.lo), self.column(ci.hi));
        for cell in &mut cells[from..=to] {
            *cell = '─';
        }
        cells[self.column(estimate)] = mark;
        let plot: String = cells.into_iter().collect();
        let label: String = label.chars().take(LABEL).collect();
        let numbers = format!(
            "{} ({})",
            number::two_digits(estimate),
            number::range(ci, number::two_digits)
        );
        format!("{label:<LABEL$} {plot} {numbers}\n")
    }

    /// An empty row: the strip that is too small to matter, and the zero line.
    fn ground(&self) -> Vec<char> {
        let strip = self.column(-self.smallest)..=self.column(self.smallest);
        let mut cells: Vec<char> = (0..PLOT)
            .map(|column| if strip.contains(&column) { '░' } else { ' ' })
            .collect();
        cells[self.column(0.0)] = '│';
        cells
    }

    fn foot(&self, unit: &str, favours: Sign, smallest: f64) -> String {
        let (left, right) = match favours {
            Sign::Negative => ("as claimed", "other way"),
            Sign::Positive => ("other way", "as claimed"),
        };
        let ends = format!(
            "{:<width$}{:>other$}",
            number::two_digits(self.lo),
            number::two_digits(self.hi),
            width = PLOT / 2,
            other = PLOT - PLOT / 2
        );
        let sides = format!(
            "{:<width$}{:>other$}",
            format!("← {left}"),
            format!("{right} →"),
            width = PLOT / 2,
            other = PLOT - PLOT / 2
        );
        format!(
            "{:<LABEL$} {ends} {unit}\n{:<LABEL$} {sides}\n{:<LABEL$} ░ within ±{} {unit}: too small to matter\n",
            "", "", "", smallest
        )
    }
}
