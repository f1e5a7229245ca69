//! How sure, and why: answer, certainty and size, each with what it rests on.

use spotcheck_evidence::{
    Banner, Basis, Claim, Correlation, Interval, Library, Size, SpreadKind, Verdict,
};

use super::{cite, page::Page, short};
use crate::number;

impl Page<'_> {
    /// Answer, certainty and size as three separate things, each with its why.
    pub(super) fn grading(&mut self, claim: &Claim, verdict: &Verdict) {
        self.heading("How sure, and why");
        self.item(&format!("Answer: {}.", verdict.answer.word()));
        let certainty = short::certainty_word(verdict.certainty);
        self.item(&format!("Certainty: {certainty}."));
        let start = short::certainty_word(verdict.start);
        let why = if matches!(claim.basis, Basis::Follows { .. }) {
            "the least certain of the answers it follows from"
        } else {
            &claim.grade.start_why
        };
        self.item(&format!("  starts at {start}: {why}"));
        for step in &verdict.steps {
            let domain = step.domain.word().replace('_', " ");
            let moved = match step.levels {
                0 => "noted, not moved".to_owned(),
                levels => number::signed(f64::from(levels), 0),
            };
            self.item(&format!("  {domain}, {moved}: {}", step.why));
        }
        if 0 < self.library.added_to(claim) {
            self.item("  these steps were judged without what you added");
        }
        match &verdict.sized.size {
            Some(size) => {
                self.size(size);
                self.item(&format!("  {}; {}", size.method, short::weight(verdict)));
            }
            None => self.item("Size: no usable figure."),
        }
        self.threshold(claim, verdict);
        self.pool(verdict);
        for banner in banners(self.library, &verdict.sized.banners) {
            self.item(&banner);
        }
    }

    /// What the size is of, its figure and interval, and how the figure is known.
    pub(super) fn size(&mut self, size: &Size) {
        let (of, figure, flag) = (&size.of, short::measured(size), size.flag.word());
        self.item(&format!("Size: {of}: {figure} [{flag}]."));
    }

    fn threshold(&mut self, claim: &Claim, verdict: &Verdict) {
        if let Basis::Pool {
            smallest,
            unit,
            why,
            ..
        }
        | Basis::Synthesis {
            smallest,
            unit,
            why,
            ..
        } = &claim.basis
            && verdict.sized.size.is_some()
        {
            self.item(&format!(
                "  smallest effect that matters: {smallest} {unit} [our choice]. {why}"
            ));
        }
    }

    fn pool(&mut self, verdict: &Verdict) {
        let (Some(pool), Some(size)) = (&verdict.sized.pool, &verdict.sized.size) else {
            return;
        };
        let unit = &size.unit;
        self.item(&format!(
            "  in {unit}: plain normal interval (Wald) {}; a further study would lie at {}; between-study \
             variance \u{3c4}\u{b2} {}, I\u{b2} {} %",
            number::range(pool.wald.ci, number::two_digits),
            number::range(pool.floored.pi, number::two_digits),
            number::plain(pool.floored.tau2, 2),
            number::plain(pool.floored.i2_percent, 0),
        ));
        let looked = Interval {
            lo: pool.anytime.ci_lb,
            hi: pool.anytime.ci_ub,
        };
        self.item(&format!(
            "  looked at again whenever a study is added: {} {unit} ({} over all looks together), the \
             studies weighed by precision alone",
            number::two_digits(pool.anytime.estimate),
            number::range(looked, number::two_digits),
        ));
        for (r, estimate, ci) in &pool.sensitivity {
            self.item(&format!(
                "  with a before-after correlation of {r} instead: {} {unit} ({})",
                number::two_digits(*estimate),
                number::range(*ci, number::two_digits),
            ));
        }
    }
}

/// Warnings in words, each kind once.
pub(super) fn banners(library: &Library, banners: &[Banner]) -> Vec<String> {
    let name = |key: &str| {
        library
            .row(key)
            .map_or_else(|| key.to_owned(), |row| cite::short(library, row))
    };
    let mut lines: Vec<String> = Vec::new();
    for banner in banners {
        let line = match banner {
            Banner::AssumedCorrelation { key, of, r } => {
                let of = match of {
                    Correlation::BeforeAfter => "of before with after",
                    Correlation::BetweenSides => "between the two sides",
                };
                format!(
                    "{} prints no correlation {of}; {r} is assumed [assumed].",
                    name(key)
                )
            }
            Banner::UnlabelledSpread { key, read_as } => {
                let read_as = match read_as {
                    SpreadKind::Se => "SE",
                    SpreadKind::Sd | SpreadKind::Unlabelled => "SD",
                };
                format!(
                    "{} does not say whether its \u{b1} is SD or SE; read as {read_as}.",
                    name(key)
                )
            }
            Banner::SpreadLooksLikeSe { key, cv_frac } => format!(
                "{}: its \u{b1} is marked SD but is only {} % of the mean, as a standard error would be.",
                name(key),
                number::plain(100.0 * cv_frac, 0)
            ),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
