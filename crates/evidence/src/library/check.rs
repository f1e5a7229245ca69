//! What must hold of a claim: it points at rows and claims that are there, nothing recalled decides
//! it, and its threshold is in the unit of its number.

use std::collections::BTreeSet;

use super::{Library, Texts, known};
use crate::{
    Claim, Flag,
    claim::{Basis, Premise},
    effect::Measure,
    error::Error,
    place::Place,
    registry,
    sanity::{Finding, Severity},
    study,
};

impl Library {
    pub(super) fn check_claim(&self, place: Place, claim: &Claim) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for item in &claim.evidence {
            let row = self
                .row(&item.row)
                .ok_or_else(|| place.dangling(&item.row, "study or synthesis"))?;
            if !seen.insert(&item.row) {
                return Err(place.duplicate(&item.row));
            }
            if item.decides() && row.flag() == Flag::Recalled {
                return Err(place.recalled(&item.row));
            }
        }
        for id in claim.instead.iter().chain(&claim.see_also) {
            known(&self.claims, place, id, "claim")?;
        }
        if let Some(story) = &claim.story {
            known(&self.registry.story, place, story, "story")?;
        }
        // A claim that follows from others starts from theirs.
        match (&claim.basis, claim.grade.start) {
            (Basis::Follows { .. }, Some(start)) => {
                return Err(place.bad("grade.start", start.word()));
            }
            (Basis::Follows { .. }, None) | (_, Some(_)) => {}
            (_, None) => return Err(place.bad("grade.start", "absent")),
        }
        self.check_basis(place, claim)
    }

    /// Refuses rows that may not plausibly be what they say, and reasons for doubts that nothing raises.
    pub(super) fn check_plausible(&self, texts: Texts<'_>) -> Result<(), Error> {
        let found = self.findings();
        let acknowledged = &self.registry.acknowledged;
        let is_open = |finding: &&Finding| !acknowledged.iter().any(|known| known.is_of(finding));
        let mut blocking = found
            .iter()
            .filter(|found| found.severity == Severity::Blocks);
        if let Some(finding) = blocking.find(is_open) {
            let rows = study::parse(texts.studies)?;
            let row = rows.iter().find(|(_, study)| study.key == finding.row);
            let (place, _) = row.expect("only a study blocks, and it was read from this text");
            return Err(place.implausible(finding));
        }
        for known in acknowledged {
            if !found.iter().any(|finding| known.is_of(finding)) {
                let text = texts.registry;
                let offset = text.find(&known.row).unwrap_or_default();
                let place = Place::at(registry::FILE, text, offset);
                return Err(place.dangling(&known.row, "row with such a doubt"));
            }
        }
        Ok(())
    }

    fn check_basis(&self, place: Place, claim: &Claim) -> Result<(), Error> {
        match &claim.basis {
            Basis::Pool {
                rows,
                measure,
                unit,
                published,
                ..
            } => {
                for row in rows {
                    self.check_pooled(place, claim, row, *measure, unit)?;
                }
                published
                    .iter()
                    .try_for_each(|key| self.check_beside(place, claim, key, rows))
            }
            Basis::Synthesis { row, unit, .. } => self.check_quoted(place, claim, row, unit),
            Basis::Follows { claims, .. } if claims.is_empty() => {
                Err(place.bad("basis.claims", "[]"))
            }
            Basis::Follows { claims, .. } => claims
                .iter()
                .try_for_each(|premise| self.check_premise(place, premise)),
            Basis::Findings | Basis::Textbook { .. } => Ok(()),
        }
    }

    /// A short answer is built on this row, and never prints a recalled figure.
    fn check_quoted(
        &self,
        place: Place,
        claim: &Claim,
        key: &str,
        unit: &str,
    ) -> Result<(), Error> {
        known(&self.syntheses, place, key, "synthesis")?;
        is_told(place, claim, key)?;
        let row = &self.syntheses[key];
        if row.estimate_flag() == Flag::Recalled {
            return Err(place.recalled(key));
        }
        if row.interval().is_none() {
            return Err(place.bad("basis.row", key));
        }
        same_unit(place, unit, &row.unit)
    }

    fn check_pooled(
        &self,
        place: Place,
        claim: &Claim,
        key: &str,
        measure: Measure,
        unit: &str,
    ) -> Result<(), Error> {
        known(&self.studies, place, key, "study")?;
        is_told(place, claim, key)?;
        let effect = self.studies[key].effect(measure)?;
        if effect.flag == Flag::Recalled {
            return Err(place.recalled(key));
        }
        same_unit(place, unit, &effect.unit)
    }

    /// A published pool stands beside ours only where ours can be put on its measure.
    fn check_beside(
        &self,
        place: Place,
        claim: &Claim,
        key: &str,
        rows: &[String],
    ) -> Result<(), Error> {
        known(&self.syntheses, place, key, "synthesis")?;
        is_told(place, claim, key)?;
        let published = &self.syntheses[key];
        let measure = published
            .comparable()
            .filter(|_| published.interval().is_some())
            .ok_or_else(|| place.bad("basis.published", key))?;
        rows.iter()
            .try_for_each(|row| self.studies[row].effect(measure).map(drop))
    }

    fn check_premise(&self, place: Place, premise: &Premise) -> Result<(), Error> {
        known(&self.claims, place, &premise.id, "claim")?;
        match self.claims[&premise.id].basis {
            // One step only, so that no claim can rest on itself.
            Basis::Follows { .. } => Err(place.bad("basis.claims", &premise.id)),
            Basis::Pool { .. }
            | Basis::Synthesis { .. }
            | Basis::Findings
            | Basis::Textbook { .. } => Ok(()),
        }
    }
}

/// A reader of the claim sees the rows its number comes from.
fn is_told(place: Place, claim: &Claim, key: &str) -> Result<(), Error> {
    if claim.evidence.iter().any(|item| item.row == key) {
        Ok(())
    } else {
        Err(place.dangling(key, "row of this claim's evidence"))
    }
}

fn same_unit(place: Place, stated: &str, actual: &str) -> Result<(), Error> {
    if stated == actual {
        Ok(())
    } else {
        Err(place.bad("basis.unit", stated))
    }
}
