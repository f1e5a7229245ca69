//! What stands below a picture: how its number was made, what a reader must know of it, and the sources.

use spotcheck_evidence::{Basis, Flag, Made, Size, capital};

use super::{Subject, cite, grading, short};
use crate::{
    number,
    plot::forest::{GROUPS_NOTE, heterogeneity},
};

impl Subject<'_> {
    /// "Sources: Walts 2008, PMID 18317378; Miura 2009."
    pub(super) fn sources(&self) -> Option<String> {
        let drawn = match &self.claim.basis {
            Basis::Pool { rows, .. } => rows.as_slice(),
            Basis::Synthesis { row, .. } => std::slice::from_ref(row),
            Basis::Findings | Basis::Follows { .. } | Basis::Textbook { .. } => return None,
        };
        let rows = drawn.iter().chain(&self.verdict.dissent);
        let mut sources: Vec<String> = Vec::new();
        for row in rows.filter_map(|key| self.library.row(key)) {
            let mut source = cite::source(self.library, row.source());
            if self.library.added_by(row.key()).is_some() {
                source.push_str(" [added by you]");
            }
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        Some(format!("Sources: {}.", sources.join("; ")))
    }

    /// How the figure was made, how much the studies differ, and what a reader must know.
    pub(super) fn notes(&self) -> Vec<String> {
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
        let added = short::added(self.library, self.claim);
        notes.push(format!(
            "{}, evidence checked {checked}{added}. spotcheck: general information, not medical advice.",
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
