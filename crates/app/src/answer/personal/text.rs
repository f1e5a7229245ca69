//! What an answer means for one person, in words.

use spotcheck_evidence::Library;
use spotcheck_model::{Depot, Parameters, ensemble::Quantiles};

use super::{DEFICIT_WEEKS, DRAWS, Deficit, Local, Outlook, Personal, to_tens};
use crate::{
    answer::{cite, wrapped},
    gate::FORECAST,
    number,
};

impl Personal {
    /// The paragraphs of the short answer.
    pub(crate) fn text(&self, parameters: &Parameters) -> String {
        match &self.outlook {
            Ok(outlook) => outlook.text(parameters),
            Err(gate) => wrapped(
                "",
                "  ",
                &format!("For you: {}", gate.words(parameters, FORECAST)),
            ),
        }
    }

    /// The paragraphs of the long answer: the short ones, and where their numbers come from.
    pub(crate) fn long_text(&self, library: &Library, parameters: &Parameters) -> String {
        let outlook = self.outlook.as_ref();
        let provenance = outlook.map_or_else(
            |_| String::new(),
            |outlook| outlook.provenance(library, parameters),
        );
        self.text(parameters) + &provenance
    }
}

impl Outlook {
    fn text(&self, parameters: &Parameters) -> String {
        let example = if self.is_named {
            ""
        } else {
            ", taking your belly as the spot"
        };
        let mut text = wrapped(
            "",
            "  ",
            &format!(
                "For you{example}: about {} kg of fat {} ({} to {}).",
                number::plain(self.fat.mass_kg, 1),
                place(self.fat.depot),
                number::plain(self.fat.interval.lo(), 1),
                number::plain(self.fat.interval.hi(), 1),
            ),
        );
        if let Some(local) = &self.local {
            text.push_str(&wrapped("  ", "  ", &local.text()));
        }
        let deficit = match &self.deficit {
            Ok(deficit) => deficit.text(),
            Err(gate) => gate.words(parameters, FORECAST),
        };
        text.push_str(&wrapped("  ", "  ", &deficit));
        text
    }

    /// Where the numbers come from.
    fn provenance(&self, library: &Library, parameters: &Parameters) -> String {
        let source = |key: &str| cite::source(library, key);
        let mut text = String::new();
        if self.local.is_some() {
            let p = &parameters.local;
            text.push_str(&wrapped(
                "  ",
                "  ",
                &format!(
                    "The local figure is a bound, not a forecast: it takes the extra fat breakdown \
                     measured beside a working muscle ({} to {} {}), burns all of it and stores none \
                     again. The forecast itself takes the local effect as zero. [{}; {}; `spotcheck \
                     why glycerol_upper95`]",
                    p.glycerol_central.value,
                    p.glycerol_upper95.value,
                    p.glycerol_upper95.unit,
                    source(&p.glycerol_upper95.source),
                    p.glycerol_upper95.flag.word(),
                ),
            ));
        }
        text.push_str(&wrapped(
            "  ",
            "  ",
            &format!(
                "Ranges hold 90 % of people like this one, over {} draws. Where fat lies and how \
                 regions share a loss is partly assumed. [energy balance: {}; regions: {}; `spotcheck \
                 why` lists every number with its source and flag]",
                DRAWS.count,
                source(&parameters.energy.fat_energy.source),
                source(&parameters.regional.visceral_exponent.source),
            ),
        ));
        text
    }
}

impl Local {
    fn text(&self) -> String {
        let minutes = number::plain(self.minutes_per_day, 0);
        let assumed = if self.is_assumed { ", say," } else { "" };
        let mut text = format!(
            "Working that spot{assumed} {minutes} minutes a day for a year could take at most {} g of \
             fat off it locally, {} g by the average of what was measured.",
            number::plain(self.largest.upper95_g, 0),
            number::plain(self.typical.central_g, 0),
        );
        if let Some(systemic) = self.systemic {
            text.push_str(&format!(
                " The same minutes burn fat from everywhere, if you eat the same: about {} there.",
                kg_lost(systemic)
            ));
        }
        text
    }
}

impl Deficit {
    fn text(&self) -> String {
        let waist = self.waist.map_or_else(String::new, |waist| {
            format!(", and {} off your waist", lost(waist, "cm", 0))
        });
        format!(
            "Eating {} kcal a day, about {} less than we reckon you burn, takes {} off it in \
             {DEFICIT_WEEKS} weeks, and {} off your weight{waist}.",
            number::plain(self.intake_kcal_per_day, 0),
            number::plain(to_tens(self.kcal_per_day), 0),
            kg_lost(self.depot),
            kg_lost(self.weight),
        )
    }
}

/// Where a depot lies, in plain words.
fn place(depot: Depot) -> &'static str {
    match depot {
        Depot::Visceral => "deep in your belly",
        Depot::AbdominalSubcutaneous => "under the skin of your belly",
        Depot::OtherTrunk => "on the rest of your trunk",
        Depot::Legs => "on your hips and legs",
        Depot::Arms => "on your arms",
        Depot::Head => "on your face and neck",
    }
}

/// "0.9 kg (0.5 to 1.4)" for a fall; "0.2 kg (from 0.1 more to 0.5 less)" where it may be a rise.
fn kg_lost(change: Quantiles) -> String {
    lost(change, "kg", 1)
}

fn lost(change: Quantiles, unit: &str, decimals: usize) -> String {
    let show = |value| number::plain(value, decimals);
    let (least, most) = (-change.hi90, -change.lo90);
    let range = if least < 0.0 {
        format!("from {} more to {} less", show(-least), show(most))
    } else {
        format!("{} to {}", show(least), show(most))
    };
    format!("{} {unit} ({range})", show(-change.median))
}
