//! What is told of a test, in words.

use super::{Finding, Tool, Verdict};

/// What is known beside the test.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What was trained, such as "calf".
    pub site: &'a str,
    /// What was measured with.
    pub tool: Tool,
    /// How much more the girth of the trained side grew, mm, if it was measured as well.
    pub girth_growth_mm: Option<f64>,
}

/// How often such a test may be wrong at best: more is not claimed, since the same person measures and knows
/// the side.
const BEST_ODDS: f64 = 20.0;

impl Finding {
    /// The finding in sentences, a paragraph each.
    pub fn sentences(&self, told: &Told<'_>) -> Vec<String> {
        let mut told_of = vec![self.sides(told.site)];
        told_of.push(match self.verdict {
            Verdict::NoneUseful => self.none(),
            Verdict::Found => self.found(),
            Verdict::Opposite => self.opposite(),
            Verdict::Inconclusive => self.inconclusive(told.tool),
        });
        if let Some(growth_mm) = told.girth_growth_mm {
            told_of.push(format!(
                "The girth of the trained side grew by {} mm more than that of the other. Girth is fat and muscle \
                 together: what training adds under the skin is muscle, and at first water.",
                mm(growth_mm)
            ));
        }
        if told.tool.measures_girth() {
            told_of.push(
                "Girth mixes fat and muscle; this result is about size, not about fat.".to_owned(),
            );
        }
        told_of
    }

    fn sides(&self, site: &str) -> String {
        format!(
            "Over {} weeks the trained {site} {} and the untrained one {}.",
            self.week,
            moved(self.trained_loss_mm),
            moved(self.control_loss_mm),
        )
    }

    fn none(&self) -> String {
        format!(
            "Reckoned for 12 weeks the trained side lost {} (90 % interval of the extra loss {}). A useful local \
             effect, {} mm or more, is unlikely ({}). Most trials found the same.",
            extra(self.extra_loss_mm),
            range(self.extra_loss_90_mm),
            mm(self.worthwhile_mm),
            percent(self.useful),
        )
    }

    fn found(&self) -> String {
        format!(
            "In these data the trained side lost {}, reckoned for 12 weeks (95 % interval {}). One person's \
             test can be wrong about 1 time in {:.0}, and measuring by the same person is not blinded. Most trials \
             found no local effect. Repeat with the sides swapped to be sure.",
            extra(self.extra_loss_mm),
            range(self.extra_loss_95_mm),
            self.negligible.recip().min(BEST_ODDS).floor(),
        )
    }

    fn opposite(&self) -> String {
        format!(
            "In these data the trained side lost {}, reckoned for 12 weeks (95 % interval of the extra loss {}). \
             Training is not known to put fat on: think of swelling, of muscle under the tool, and of how it was \
             measured. Repeat with the sides swapped to be sure.",
            extra(self.extra_loss_mm),
            range(self.extra_loss_95_mm),
        )
    }

    fn inconclusive(&self, tool: Tool) -> String {
        let finer = if matches!(tool, Tool::Ultrasound) {
            "more readings a session"
        } else {
            "ultrasound by practised hands"
        };
        format!(
            "The difference of the sides varies by ±{} mm from session to session, so that after {} weeks an extra \
             loss of less than {} mm in 12 weeks cannot be seen; the trained side lost {} (90 % interval of the extra \
             loss {}). You can \
             measure more often, use {finer}, or stop here: a useful effect that hides in this is small.",
            mm(self.difference_sd_mm),
            self.week,
            mm(self.detectable_mm),
            extra(self.extra_loss_mm),
            range(self.extra_loss_90_mm),
        )
    }
}

/// "0.3", "−1.2".
fn mm(value: f64) -> String {
    let text = format!("{:.1}", value.abs());
    if value < 0.0 && text != "0.0" {
        format!("\u{2212}{text}")
    } else {
        text
    }
}

fn moved(loss_mm: f64) -> String {
    let size = mm(loss_mm.abs());
    if loss_mm < 0.0 && size != "0.0" {
        format!("gained {size} mm")
    } else {
        format!("lost {size} mm")
    }
}

/// "0.3 mm more", "0.7 mm less".
fn extra(loss_mm: f64) -> String {
    let size = mm(loss_mm.abs());
    if loss_mm < 0.0 && size != "0.0" {
        format!("{size} mm less")
    } else {
        format!("{size} mm more")
    }
}

fn range([lo, hi]: [f64; 2]) -> String {
    format!("{} to {}", mm(lo), mm(hi))
}

/// "3 %", "under 1 %".
fn percent(probability: f64) -> String {
    let percent = 100.0 * probability;
    if percent < 1.0 {
        "under 1 %".to_owned()
    } else {
        format!("{percent:.0} %")
    }
}
