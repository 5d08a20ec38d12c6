//! Bodies that would never end: a record that holds itself on every way has no finite value, so no event with it could
//! ever be written or read.

use crate::diagnostic::Diagnostic;
use crate::model::{Field, Named, Type};
use crate::rules;

use super::Resolver;

impl Resolver<'_> {
    pub(super) fn bodies_that_never_end(&mut self) {
        // A fixed point from below: what is known to have a finite value only grows. Each round costs the size of the
        // set; chains are short, and the number of rounds is bounded by the longest one.
        let mut records: Vec<Vec<bool>> =
            self.set.records.iter().map(|record| record.versions.iter().map(|_| false).collect()).collect();
        let mut unions: Vec<Vec<bool>> =
            self.set.unions.iter().map(|union| union.versions.iter().map(|_| false).collect()).collect();
        loop {
            let mut changed = false;
            for (index, record) in self.set.records.iter().enumerate() {
                for (at, (_, body)) in record.versions.iter().enumerate() {
                    if !records[index][at] && self.all_end(&body.fields, &records, &unions) {
                        records[index][at] = true;
                        changed = true;
                    }
                }
            }
            for (index, union) in self.set.unions.iter().enumerate() {
                for (at, (_, body)) in union.versions.iter().enumerate() {
                    let ends = union.open
                        || body.variants.iter().any(|variant| self.all_end(&variant.fields, &records, &unions));
                    if !unions[index][at] && ends {
                        unions[index][at] = true;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        let mut problems = Vec::new();
        for (index, record) in self.set.records.iter().enumerate() {
            for (at, (_, body)) in record.versions.iter().enumerate() {
                if !records[index][at] {
                    problems.push((record.meta.clone(), body.place));
                }
            }
        }
        for (index, union) in self.set.unions.iter().enumerate() {
            for (at, (_, body)) in union.versions.iter().enumerate() {
                if !unions[index][at] && !body.variants.is_empty() {
                    problems.push((union.meta.clone(), body.place));
                }
            }
        }
        for (meta, place) in problems {
            if self.broken.contains(&meta.subject) {
                continue;
            }
            self.subject = meta.subject;
            self.report(
                Diagnostic::new(
                    &rules::body_never_ends::RULE,
                    place,
                    format!("every `{}` would hold another one, without end", meta.name),
                )
                .with_help(
                    "let it hold itself through `?`, `list<…>` or `map<…>`, so that the innermost one holds none",
                ),
            );
        }
        self.subject.clear();
    }

    fn all_end(&self, fields: &[Field], records: &[Vec<bool>], unions: &[Vec<bool>]) -> bool {
        fields.iter().all(|field| {
            let needs_items = field.constraints.min_items.is_some_and(|least| least > 0);
            self.ends(&field.ty, needs_items, records, unions)
        })
    }

    fn ends(&self, ty: &Type, needs_items: bool, records: &[Vec<bool>], unions: &[Vec<bool>]) -> bool {
        match ty {
            Type::Builtin(_) | Type::Optional(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => true,
            Type::List(item) | Type::Set(item) | Type::Map(_, item) => {
                !needs_items || self.ends(item, false, records, unions)
            }
            Type::Named(Named::Record(id, version)) => {
                let first = self.set[*id].versions.first();
                version.checked_sub(first).and_then(|at| records[id.index()].get(at as usize)).copied().unwrap_or(true)
            }
            Type::Named(Named::Union(id, version)) => {
                let first = self.set[*id].versions.first();
                version.checked_sub(first).and_then(|at| unions[id.index()].get(at as usize)).copied().unwrap_or(true)
            }
        }
    }
}
