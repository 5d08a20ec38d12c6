//! What the newer set answers, and old clients read: results of queries, views, rejections; and, forward, what services
//! that still run answer to new clients.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Judge;
use super::bodies::Context;
use crate::diagnostic::Diagnostic;
use crate::model::{Constraints, Meta, Named, Returns, SchemaSet, Type, ViewCount, ViewValue, WireNames};
use crate::plan::fields::unit_of_type;
use crate::rules::{self, Direction};
use crate::shape::model::Root;

/// An answer: how many of what, and what each is.
type Answer<'s> = (ViewCount, Root<'s>);

impl<'s> Judge<'s> {
    pub(super) fn answers(&mut self) {
        self.views();
        self.queries();
        self.rejections();
        self.refusals();
    }

    fn views(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let by_subject: HashMap<&str, _> =
            old_set.views.iter().map(|view| (view.meta.subject.as_str(), view)).collect();
        for after in &new_set.views {
            let Some(before) = by_subject.get(after.meta.subject.as_str()) else { continue };
            let old = held_answer(old_set, &before.value);
            let new = held_answer(new_set, &after.value);
            self.answer("view", (&before.meta, old), (&after.meta, new));
        }
    }

    fn queries(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let by_name = by_name(&old_set.queries, |query| &query.wire);
        for after in &new_set.queries {
            let Some(before) = after.wire.all().find_map(|name| by_name.get(name)) else { continue };
            let (old, new) = (answer(old_set, &before.returns), answer(new_set, &after.returns));
            // What a view holds is told at the view.
            if let (Returns::View { view: old_view, .. }, Returns::View { view: new_view, .. }) =
                (&before.returns, &after.returns)
                && old_set[*old_view].meta.subject == new_set[*new_view].meta.subject
                && old.0 == new.0
            {
                continue;
            }
            self.answer("answer", (&before.meta, old), (&after.meta, new));
        }
    }

    fn rejections(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let by_subject: HashMap<&str, _> =
            old_set.rejections.iter().map(|rejection| (rejection.meta.subject.as_str(), rejection)).collect();
        for after in &new_set.rejections {
            let Some(before) = by_subject.get(after.meta.subject.as_str()) else { continue };
            let old = (ViewCount::One, Root::Fields(None, &before.fields));
            let new = (ViewCount::One, Root::Fields(None, &after.fields));
            self.answer("rejection", (&before.meta, old), (&after.meta, new));
        }
    }

    fn answer(
        &mut self,
        kind: &'static str,
        (old_meta, old): (&'s Meta, Answer<'s>),
        (meta, new): (&'s Meta, Answer<'s>),
    ) {
        let context = |direction| Context {
            direction,
            kind,
            subject: &meta.subject,
            version: None,
            stored: false,
            before: None,
            after: None,
            old_place: old_meta.place,
            new_place: meta.place,
            both_added: false,
        };
        if self.is_asked(Direction::Backward) {
            let context = context(Direction::Backward);
            if self.counted(&context, old, new) && !self.is_same_answer(old.1, new.1) {
                self.sent_bodies(&context, new.1, old.1);
            }
        }
        if self.is_asked(Direction::Forward) {
            let context = context(Direction::Forward);
            if self.counted(&context, old, new) && !self.is_same_answer(old.1, new.1) {
                self.kept_bodies(&context, old.1, new.1, &[]);
            }
        }
    }

    fn is_same_answer(&mut self, old: Root<'s>, new: Root<'s>) -> bool {
        match (old, new) {
            (Root::Fields(_, old), Root::Fields(_, new)) => self.kept.same.fields(old, new),
            (Root::Type(old, _), Root::Type(new, _)) => {
                let units = (unit_of_type(&self.old.set, old), unit_of_type(&self.new.set, new));
                units.0 == units.1 && self.kept.same.types(old, new)
            }
            (Root::Fields(..), Root::Type(..)) | (Root::Type(..), Root::Fields(..)) => false,
        }
    }

    /// Whether as many are read as are answered; a finding if not.
    fn counted(&mut self, context: &Context<'s>, old: Answer<'s>, new: Answer<'s>) -> bool {
        let (reader, writer, relation) = match context.direction {
            Direction::Backward => (old.0, new, &mut self.sent.relation),
            Direction::Forward => (new.0, old, &mut self.kept.relation),
        };
        if reads(reader, writer.0) {
            return true;
        }
        let witness = match writer.0 {
            ViewCount::One => relation.shortest(writer.1),
            ViewCount::Optional => Some(Value::Null),
            ViewCount::List => Some(Value::Array(Vec::new())),
        };
        let shown = |count| match count {
            ViewCount::One => "always one",
            ViewCount::Optional => "one or none",
            ViewCount::List => "a list",
        };
        let mut finding = Diagnostic::new(
            &rules::type_changed::RULE,
            context.new_place,
            format!("`{}` was answered with {}, and is with {}", context.subject, shown(old.0), shown(new.0)),
        )
        .with_also(self.places.old(context.old_place), shown(old.0))
        .with_subject(context.subject, None, "$")
        .with_direction(context.direction)
        .with_help("keep what it answers, and add a query beside it that answers the other");
        finding.witness = witness;
        self.add(finding);
        false
    }

    /// Commands that can be refused otherwise than before.
    fn refusals(&mut self) {
        let (old_set, new_set) = (&self.old.set, &self.new.set);
        let by_name = by_name(&old_set.commands, |command| &command.wire);
        let subjects = |set: &'s SchemaSet| -> HashSet<&'s str> {
            set.rejections.iter().map(|rejection| rejection.meta.subject.as_str()).collect()
        };
        let (known_before, known_now) = (subjects(old_set), subjects(new_set));
        for after in &new_set.commands {
            let Some(before) = after.wire.all().find_map(|name| by_name.get(name)) else { continue };
            if self.is_asked(Direction::Backward) {
                for rejection in after.rejects.iter().map(|id| &new_set[*id]) {
                    let subject = &rejection.meta.subject;
                    if !known_before.contains(subject.as_str()) {
                        self.refusal(
                            after.meta.place,
                            before.meta.place,
                            (&after.meta.subject, subject),
                            Direction::Backward,
                        );
                    }
                }
            }
            if self.is_asked(Direction::Forward) {
                for rejection in before.rejects.iter().map(|id| &old_set[*id]) {
                    let subject = &rejection.meta.subject;
                    if !known_now.contains(subject.as_str()) {
                        self.refusal(
                            after.meta.place,
                            before.meta.place,
                            (&after.meta.subject, subject),
                            Direction::Forward,
                        );
                    }
                }
            }
        }
    }

    fn refusal(
        &mut self,
        place: crate::source::Place,
        old_place: crate::source::Place,
        (command, rejection): (&str, &str),
        direction: Direction,
    ) {
        let (rule, message, help) = match direction {
            Direction::Backward => (
                &rules::rejection_added::RULE,
                format!("`{command}` can be refused with `{rejection}` now, which old clients do not know"),
                "deploy the clients first, everywhere, or refuse with a rejection that they know",
            ),
            Direction::Forward => (
                &rules::rejection_removed::RULE,
                format!("`{command}` may still be refused with `{rejection}`, which new clients do not know"),
                "keep the rejection until every service runs the new schema",
            ),
        };
        let finding = Diagnostic::new(rule, place, message)
            .with_also(self.places.old(old_place), "what runs has this")
            .with_subject(command, None, format!("$.{rejection}"))
            .with_direction(direction)
            .with_help(help);
        self.add(finding);
    }
}

/// Whether a reader of `reader` reads as many as a writer of `writer` answers.
fn reads(reader: ViewCount, writer: ViewCount) -> bool {
    reader == writer || (reader, writer) == (ViewCount::Optional, ViewCount::One)
}

fn answer<'s>(set: &'s SchemaSet, returns: &'s Returns) -> Answer<'s> {
    match returns {
        Returns::Type(Type::Optional(inner)) => (ViewCount::Optional, whole(set, inner)),
        Returns::Type(ty) => (ViewCount::One, whole(set, ty)),
        Returns::View { view, count } => (*count, held(set, &set[*view].value)),
    }
}

/// What a view answers where it is asked itself.
fn held_answer<'s>(set: &'s SchemaSet, value: &'s ViewValue) -> Answer<'s> {
    match value {
        ViewValue::Type(Type::Optional(inner)) => (ViewCount::Optional, whole(set, inner)),
        ViewValue::Type(_) | ViewValue::Fields(_) => (ViewCount::One, held(set, value)),
    }
}

/// What a view holds.
fn held<'s>(set: &'s SchemaSet, value: &'s ViewValue) -> Root<'s> {
    match value {
        ViewValue::Type(ty) => whole(set, ty),
        ViewValue::Fields(fields) => Root::Fields(None, fields),
    }
}

/// A type; the fields of a record, which may have been written out before.
fn whole<'s>(set: &'s SchemaSet, ty: &'s Type) -> Root<'s> {
    let body = match ty {
        Type::Named(Named::Record(id, version)) => set[*id].versions.at(*version),
        _ => None,
    };
    body.map_or(Root::Type(ty, Constraints::NONE), |body| Root::Fields(None, &body.fields))
}

/// What each name on the wire reads as.
fn by_name<'s, T>(of: &'s [T], wire: impl Fn(&'s T) -> &'s WireNames) -> HashMap<&'s str, &'s T> {
    of.iter().flat_map(|one| wire(one).all().map(move |name| (name, one))).collect()
}
