//! Effects of somebody's own as pictures: pooled as a claim's are, and read against zero alone.

use spotcheck_evidence::pool::Pooled;
use spotcheck_meta::{
    Error,
    bias::{MissingEstimator, trim_and_fill},
};

use super::{
    forest::{
        Figures, Forest, GROUPS_NOTE, Given, Measured, effects, heterogeneity, model, sections,
        summary,
    },
    funnel::{Funnel, Kind, Point},
};
use crate::number;

/// Effects with what they come to together, where there are enough.
pub(crate) struct Own {
    name: String,
    given: Vec<Given>,
    pool: Option<Pooled>,
}

impl Own {
    /// Pools `given`; `name` is where they come from.
    ///
    /// # Errors
    /// Those of the engine.
    pub(crate) fn new(name: String, given: Vec<Given>) -> Result<Self, Error> {
        let pool = summary(&given.iter().collect::<Vec<_>>())?;
        Ok(Self { name, given, pool })
    }

    /// The forest plot.
    ///
    /// # Errors
    /// Those of the engine, on a group.
    pub(crate) fn forest(&self) -> Result<Forest, Error> {
        Ok(Forest {
            title: self.title(),
            subject: self.subject(),
            unit: String::new(),
            sides: ["less".to_owned(), "more".to_owned()],
            smallest: None,
            figures: self.figures(),
            sections: sections(&self.given, self.pool.as_ref())?,
            notes: self.notes(),
        })
    }

    /// What trim and fill adds around the pooled mean: estimates and their variances.
    ///
    /// # Errors
    /// Those of the engine.
    pub(crate) fn filled(&self) -> Result<Vec<(f64, f64)>, Error> {
        let effects = effects(&self.given.iter().collect::<Vec<_>>())?;
        let found = trim_and_fill(&effects, None, MissingEstimator::L0, &model())?;
        let (yi, vi) = found.filled();
        Ok(yi.iter().copied().zip(vi.iter().copied()).collect())
    }

    /// The funnel plot, with the estimates and variances that trim and fill adds, where it was asked. None
    /// where there are too few to pool.
    pub(crate) fn funnel(&self, filled: Option<&[(f64, f64)]>) -> Option<Funnel> {
        let mean = self.pool.as_ref()?.estimate;
        let study = |given: &Given| Point {
            label: given.label.clone(),
            estimate: given.estimate,
            se: given.variance.sqrt(),
            kind: Kind::Study,
        };
        let added = |(index, &(estimate, variance)): (usize, &(f64, f64))| Point {
            label: format!("Filled {}", index + 1),
            estimate,
            se: variance.sqrt(),
            kind: Kind::Filled,
        };
        let points = self.given.iter().map(study);
        let mut notes = self.notes();
        notes.extend(filled.map(|filled| match filled.len() {
            0 => "Trim and fill (L0) adds none.".to_owned(),
            count => format!(
                "Trim and fill (L0) adds {}, made up to mirror others: not evidence.",
                number::count(count, "study", "studies")
            ),
        }));
        Some(Funnel {
            title: self.title(),
            subject: self.subject(),
            unit: String::new(),
            points: points
                .chain(filled.unwrap_or_default().iter().enumerate().map(added))
                .collect(),
            mean,
            figures: self.figures(),
            notes,
        })
    }

    fn title(&self) -> String {
        let Some(pool) = &self.pool else {
            let count = number::count(self.given.len(), "effect", "effects");
            return format!("{count}, too few to pool");
        };
        let mean = Measured {
            estimate: pool.estimate,
            ci: pool.ci,
        };
        let figures = self.figures();
        format!(
            "Pooled mean {}, 95 % interval {}",
            figures.estimate(&mean),
            figures.interval(&mean)
        )
    }

    fn subject(&self) -> String {
        format!("Effects of {}", self.name)
    }

    fn figures(&self) -> Figures {
        Figures::of_errors(self.given.iter().map(|given| given.variance.sqrt()))
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(pool) = &self.pool {
            let count = number::count(pool.k, "effect", "effects");
            notes.push(format!(
                "Random effects, REML, Hartung-Knapp interval with a floor: {count}."
            ));
            notes.push(heterogeneity(pool));
        }
        if self.given.iter().any(|given| given.group.is_some()) {
            notes.push(GROUPS_NOTE.to_owned());
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::{Layout, Letters, Terminal};
    use proptest::prelude::*;
    use spotcheck_evidence::Interval;

    /// Every attribute that is a number is a finite one within reach of a renderer.
    fn check(svg: &str) {
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        let document = roxmltree::Document::parse(svg).expect("well-formed");
        let attributes = document
            .descendants()
            .flat_map(|node| node.attributes().collect::<Vec<_>>());
        let places = [
            "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height",
        ];
        for attribute in attributes.filter(|attribute| places.contains(&attribute.name())) {
            let number: f64 = attribute.value().parse().expect("a number");
            assert!(number.abs() <= 1e5, "{attribute:?}");
        }
        for node in document.descendants() {
            let points = node.attribute("points").unwrap_or_default();
            for number in points.split([' ', ',']).filter(|text| !text.is_empty()) {
                assert!(number.parse::<f64>().expect("a number").is_finite());
            }
        }
    }

    fn given(label: &str, estimate: f64, variance: f64) -> Given {
        Given {
            label: label.to_owned(),
            detail: String::new(),
            group: None,
            estimate,
            variance,
            ci: Interval::around(estimate, 1.96 * variance.sqrt()),
        }
    }

    /// Draws everything there is to draw of some effects.
    fn draw(own: &Own, columns: usize) {
        let filled = [(1e300, 1e-300), (-3.0, 1e200)];
        let (forest, funnel) = (own.forest(), own.funnel(Some(&filled)));
        for layout in [Layout::Page, Layout::Phone] {
            let pictures = forest.iter().map(|forest| forest.svg(layout));
            for picture in pictures.chain(funnel.iter().map(|funnel| funnel.svg(layout))) {
                check(&picture);
            }
        }
        for letters in [Letters::Unicode, Letters::Ascii] {
            let terminal = Terminal { columns, letters };
            let pages = forest.iter().map(|forest| forest.page(terminal));
            let pages = pages.chain(funnel.iter().map(|funnel| funnel.page(terminal)));
            for page in pages {
                assert!(letters == Letters::Unicode || page.is_ascii(), "{page}");
            }
        }
    }

    proptest! {
        #[test]
        fn effects_of_any_size_are_pooled_and_drawn(
            effects in prop::collection::vec((-1.0_f64..1.0, -30_i32..30, -50_i32..50, ".{0,20}"), 1..8),
            columns in 1_usize..150,
        ) {
            let effect = |(digits, power, spread, label): &(f64, i32, i32, String)| {
                given(label, digits * 10_f64.powi(*power), 10_f64.powi(*spread))
            };
            // What the engine refuses is not drawn.
            if let Ok(own) = Own::new("effects".to_owned(), effects.iter().map(effect).collect()) {
                draw(&own, columns);
            }
        }

        /// Finite means and intervals, however far apart.
        #[test]
        fn no_pool_is_too_extreme_to_draw(
            effects in prop::collection::vec((any::<f64>(), any::<f64>()), 3..6),
            estimate in any::<f64>(),
            half in any::<f64>(),
        ) {
            let is_usable = |(estimate, variance): &&(f64, f64)| {
                estimate.is_finite() && variance.is_normal()
            };
            let effects = effects.iter().filter(is_usable);
            let given: Vec<Given> = effects.map(|(yi, vi)| given("", *yi, vi.abs())).collect();
            let pool = Pooled {
                k: given.len().max(2),
                estimate,
                se: half.abs(),
                ci: Interval::around(estimate, half.abs()),
                pi: Interval::around(estimate, 2.0 * half.abs()),
                tau2: half.abs(),
                i2_percent: 50.0,
                q: 3.0,
            };
            if pool.pi.lo.is_finite() && pool.pi.hi.is_finite() && !given.is_empty() {
                draw(&Own { name: "effects".to_owned(), given, pool: Some(pool) }, 80);
            }
        }
    }

    #[test]
    fn filled_points_are_open_squares_apart_from_the_studies() {
        let studies = vec![
            given("A", 0.1, 0.01),
            given("B", 0.3, 0.04),
            given("C", 0.6, 0.09),
        ];
        let own = Own::new("three".to_owned(), studies).expect("poolable");
        let plain = own.funnel(None).expect("pooled").svg(Layout::Page);
        let filled = own
            .funnel(Some(&[(-0.2, 0.09), (-0.4, 0.16)]))
            .expect("pooled")
            .svg(Layout::Page);
        // Two points, and one in the legend.
        let open = |svg: &str| svg.matches("<rect class=\"open\"").count();
        assert_eq!((open(&plain), open(&filled)), (0, 3));
        assert!(
            filled.contains("Filled 2: \u{2212}0.40, standard error 0.40, added by trim and fill")
        );
        assert!(
            filled.contains("3 studies are fewer than 10"),
            "filled points are not studies"
        );
    }
}
