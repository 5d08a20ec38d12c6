//! `policy: frozen`: a published body does not change in place, also where the change breaks nothing.

use std::collections::HashMap;

use super::Judge;
use super::told::{self, ByName};
use crate::diagnostic::Diagnostic;
use crate::model::{Body, Meta, Versions};
use crate::rules::{self, Direction};
use crate::source::Place;

impl<'s> Judge<'s> {
    pub(super) fn frozen(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let names = ByName::new(&told::all(new_set));
        for before in told::all(old_set) {
            let Some(after) = names.get(before.kind, &before.wire.name) else { continue };
            self.bodies_frozen((before.meta, before.versions), (after.meta, after.versions));
        }
        let records: HashMap<&str, _> =
            new_set.records.iter().map(|record| (record.meta.subject.as_str(), record)).collect();
        for before in &old_set.records {
            let Some(after) = records.get(before.meta.subject.as_str()) else { continue };
            self.bodies_frozen((&before.meta, &before.versions), (&after.meta, &after.versions));
        }
        self.types_frozen();
    }

    fn bodies_frozen(&mut self, (old_meta, old): (&Meta, &Versions<Body>), (meta, new): (&Meta, &Versions<Body>)) {
        if !self.is_frozen(old_meta, meta) {
            return;
        }
        for (version, before) in old.iter() {
            let Some(after) = new.at(version) else { continue };
            if before.none != after.none || !self.kept.same.bodies(before, after) {
                self.thawed(meta, Some(version), before.place, after.place);
            }
        }
    }

    /// Scalars, enums and unions.
    fn types_frozen(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let unions = by_subject(new_set.unions.iter().map(|after| &after.meta));
        for (index, before) in old_set.unions.iter().enumerate() {
            let Some(&at) = unions.get(before.meta.subject.as_str()) else { continue };
            let after = &new_set.unions[at];
            if !self.is_frozen(&before.meta, &after.meta) {
                continue;
            }
            for (version, old_body) in before.versions.iter() {
                if let Some(new_body) = after.versions.at(version)
                    && !self.kept.same.unions((index, version), (at, version))
                {
                    self.thawed(&after.meta, Some(version), old_body.place, new_body.place);
                }
            }
        }
        let enums = by_subject(new_set.enums.iter().map(|after| &after.meta));
        for (index, before) in old_set.enums.iter().enumerate() {
            let Some(&at) = enums.get(before.meta.subject.as_str()) else { continue };
            let after = &new_set.enums[at];
            if self.is_frozen(&before.meta, &after.meta) && !self.kept.same.enums(index, at) {
                self.thawed(&after.meta, None, before.meta.place, after.meta.place);
            }
        }
        let scalars = by_subject(new_set.scalars.iter().map(|after| &after.meta));
        for (index, before) in old_set.scalars.iter().enumerate() {
            let Some(&at) = scalars.get(before.meta.subject.as_str()) else { continue };
            let after = &new_set.scalars[at];
            if self.is_frozen(&before.meta, &after.meta) && !self.kept.same.scalars(index, at) {
                self.thawed(&after.meta, None, before.meta.place, after.meta.place);
            }
        }
    }

    fn is_frozen(&self, old: &Meta, new: &Meta) -> bool {
        old.frozen || new.frozen || self.options.frozen
    }

    fn thawed(&mut self, meta: &Meta, version: Option<u32>, old: Place, new: Place) {
        let what = version.map(|version| format!("v{version} of ")).unwrap_or_default();
        let direction = if self.is_asked(Direction::Backward) { Direction::Backward } else { Direction::Forward };
        let mut finding = Diagnostic::new(
            &rules::body_frozen::RULE,
            new,
            format!("{what}`{}` is frozen, and is not what it was", meta.subject),
        )
        .with_also(self.places.old(old), "it was this")
        .with_subject(&meta.subject, version, "")
        .with_direction(direction);
        finding = match version {
            Some(_) => finding.with_help("leave the body as it was, and make the change in a new version"),
            None => finding.with_help("leave it as it was, and make the change under a new name"),
        };
        self.add(finding);
    }
}

/// Where each definition of a kind stands.
fn by_subject<'s>(metas: impl Iterator<Item = &'s Meta>) -> HashMap<&'s str, usize> {
    metas.enumerate().map(|(index, meta)| (meta.subject.as_str(), index)).collect()
}
