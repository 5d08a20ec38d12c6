//! Bodies that would never end: a record that holds itself on every way has no finite value, so no event with it could
//! ever be written or read.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Field, Meta, Named, SchemaSet, Type};
use crate::rules;
use crate::source::Place;

use super::Resolver;

/// The fields of a record's body, or of one variant of a union's: it has a value once all that it needs has one.
struct Way {
    body: usize,
    missing: usize,
}

/// What is known to have a finite value grows from below: each body that gets one may complete a way of another.
/// Linear in the size of the set (unit propagation over Horn clauses).
#[derive(Default)]
struct Ends {
    bodies: HashMap<Named, usize>,
    ended: Vec<bool>,
    ways: Vec<Way>,
    /// For each body, the ways that need it.
    needed_by: Vec<Vec<usize>>,
}

impl Ends {
    fn body(&mut self, named: Named) -> usize {
        let next = self.bodies.len();
        let body = *self.bodies.entry(named).or_insert(next);
        if body == next {
            self.ended.push(false);
            self.needed_by.push(Vec::new());
        }
        body
    }

    fn way(&mut self, named: Named, fields: &[Field]) {
        let body = self.body(named);
        let way = self.ways.len();
        let mut missing = 0;
        for field in fields {
            let some_item = field.constraints.min_items.is_some_and(|least| least > 0);
            if let Some(needed) = needed(&field.ty, some_item) {
                let needed = self.body(needed);
                self.needed_by[needed].push(way);
                missing += 1;
            }
        }
        self.ways.push(Way { body, missing });
    }

    fn grow(&mut self) {
        let mut complete: Vec<usize> = (0..self.ways.len()).filter(|&way| self.ways[way].missing == 0).collect();
        while let Some(way) = complete.pop() {
            let body = self.ways[way].body;
            if std::mem::replace(&mut self.ended[body], true) {
                continue;
            }
            for &way in &self.needed_by[body] {
                self.ways[way].missing -= 1;
                if self.ways[way].missing == 0 {
                    complete.push(way);
                }
            }
        }
    }
}

/// The record or union without which the type has no value.
fn needed(ty: &Type, some_item: bool) -> Option<Named> {
    match ty {
        Type::Named(named @ (Named::Record(..) | Named::Union(..))) => Some(*named),
        Type::Builtin(_) | Type::Optional(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => None,
        Type::List(item) | Type::Set(item) | Type::Map(_, item) => {
            if some_item {
                needed(item, false)
            } else {
                None
            }
        }
    }
}

impl Resolver<'_> {
    pub(super) fn bodies_that_never_end(&mut self) {
        for (meta, place) in without_end(&self.set) {
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
}

fn without_end(set: &SchemaSet) -> Vec<(Meta, Place)> {
    let mut ends = Ends::default();
    let mut all = Vec::new();
    for (index, record) in set.records.iter().enumerate() {
        for (version, body) in record.versions.iter() {
            let named = Named::Record(crate::model::RecordId::from_index(index), version);
            ends.way(named, &body.fields);
            all.push((named, &record.meta, body.place));
        }
    }
    for (index, union) in set.unions.iter().enumerate() {
        for (version, body) in union.versions.iter() {
            let named = Named::Union(crate::model::UnionId::from_index(index), version);
            for variant in &body.variants {
                ends.way(named, &variant.fields);
            }
            // An open union has its unknown variants; one without variants is reported as such.
            if union.open || body.variants.is_empty() {
                ends.way(named, &[]);
            }
            all.push((named, &union.meta, body.place));
        }
    }
    ends.grow();
    all.into_iter()
        .filter(|(named, ..)| !ends.bodies.get(named).is_some_and(|&body| ends.ended[body]))
        .map(|(_, meta, place)| (meta.clone(), place))
        .collect()
}
