//! Definitions of every kind, in passes: newtypes and enums first, since every other type may use them, then records
//! and unions, then events, commands and rejections, then what reads them.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Becomes, Builtin, Command, Definition, Enum, EnumValue, Event, EventId, Meta, Named, NoneForm, Query, Record,
    Rejection, RejectionId, Returns, Scalar, Type, Union, UnionBody, Variant, View,
};
use crate::naming::{type_name, variant_name};
use crate::rules;
use crate::source::Place;
use crate::written::{
    Text, WrittenBecomes, WrittenDefinition, WrittenEnum, WrittenKind, WrittenRejection, WrittenScalar,
    WrittenVersioned, WrittenView, shortened,
};

use super::body::{BodyContext, note};
use super::names::Kinds;
use super::wire::Wire;
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
    /// Calls `make` for every definition, with messages about it.
    fn each(&mut self, mut make: impl FnMut(&mut Self, Listed, &'f WrittenDefinition<'f>)) {
        let files = self.files;
        for at in 0..self.names.listed.len() {
            let listed = self.names.listed[at];
            let written = &files[listed.file].definitions[listed.index];
            self.subject = self.subject_of(listed.file, &written.name.value);
            make(self, listed, written);
        }
        self.subject.clear();
    }

    pub(super) fn meta(&self, listed: Listed, written: &WrittenDefinition<'_>) -> Meta {
        Meta {
            module: self.module_of(listed.file),
            name: written.name.value.clone(),
            rust_name: type_name(&written.name.value),
            subject: self.subject.clone(),
            doc: written.doc.as_ref().map(|doc| doc.value.clone()),
            deprecated: written.deprecated.as_ref().map(|reason| reason.value.clone()),
            frozen: written.frozen,
            place: written.name.place,
        }
    }

    pub(super) fn scalars_and_enums(&mut self) {
        self.each(|resolver, listed, written| match &written.kind {
            WrittenKind::Scalar(scalar) => resolver.scalar(listed, written, scalar),
            WrittenKind::Enum(values) => resolver.enumeration(listed, written, values),
            _ => {}
        });
        self.scalar_cycles();
        // Constraints need to know what a newtype of a newtype is at its bottom.
        self.each(|resolver, listed, written| {
            let (WrittenKind::Scalar(scalar), Definition::Scalar(id)) = (&written.kind, listed.definition) else {
                return;
            };
            let inner = resolver.set[id].inner.clone();
            if scalar.ty.is_none() || resolver.broken.contains(&resolver.subject) {
                return;
            }
            let constraints = resolver.constraints(&scalar.constraints, &inner);
            resolver.set.scalars[id.index()].constraints = constraints;
            if let Some(unit) = &scalar.unit
                && !resolver.counts(&inner)
            {
                resolver.unit_not_a_number(unit);
            }
        });
    }

    fn scalar(&mut self, listed: Listed, written: &WrittenDefinition<'_>, scalar: &WrittenScalar<'_>) {
        let inner = scalar.ty.as_ref().and_then(|ty| self.ty(ty, listed.file));
        if inner.is_none() {
            self.broken.insert(self.subject.clone());
        }
        if let (Some(inner), Some(expression)) = (&inner, &scalar.ty)
            && !matches!(inner, Type::Builtin(_) | Type::Named(Named::Scalar(_)))
        {
            self.report(
                Diagnostic::new(
                    &rules::scalar_of_non_scalar::RULE,
                    expression.place,
                    "a scalar is a newtype of one value: a type of the language, or another scalar",
                )
                .with_help("use the type itself in the field, or define a record"),
            );
        }
        let meta = self.meta(listed, written);
        self.set.scalars.push(Scalar {
            meta,
            inner: inner
                .filter(|inner| matches!(inner, Type::Builtin(_) | Type::Named(Named::Scalar(_))))
                .unwrap_or(Type::Builtin(Builtin::String)),
            constraints: crate::model::Constraints::default(),
            pii: scalar.pii,
            unit: scalar.unit.as_ref().map(|unit| unit.value.clone()),
        });
    }

    fn scalar_cycles(&mut self) {
        let next = |scalar: &Scalar| match &scalar.inner {
            Type::Named(Named::Scalar(inner)) => Some(inner.index()),
            _ => None,
        };
        // 0: not seen, 1: on the path that is followed now, 2: known to end.
        let mut state = vec![0u8; self.set.scalars.len()];
        for start in 0..self.set.scalars.len() {
            let mut path = Vec::new();
            let mut at = Some(start);
            while let Some(index) = at.filter(|&index| state.get(index) == Some(&0)) {
                state[index] = 1;
                path.push(index);
                at = next(&self.set.scalars[index]);
            }
            if let Some(index) = at.filter(|&index| state.get(index) == Some(&1)) {
                let meta = self.set.scalars[index].meta.clone();
                self.subject.clone_from(&meta.subject);
                self.report(
                    Diagnostic::new(
                        &rules::scalar_cycle::RULE,
                        meta.place,
                        format!("`{}` is in the end a newtype of itself", meta.name),
                    )
                    .with_help("let one of them wrap a type of the language, such as `string`"),
                );
                self.set.scalars[index].inner = Type::Builtin(Builtin::String);
            }
            for index in path {
                state[index] = 2;
            }
        }
        self.subject.clear();
    }

    fn enumeration(&mut self, listed: Listed, written: &WrittenDefinition<'_>, enumeration: &WrittenEnum) {
        let mut values = Vec::new();
        let mut rust_names: HashMap<String, Place> = HashMap::new();
        let mut texts: HashMap<String, Place> = HashMap::new();
        for value in &enumeration.values {
            let rust_name = variant_name(&value.name.value);
            let wire = value.wire.as_ref().unwrap_or(&value.name);
            if let Some(&other) = rust_names.get(&rust_name) {
                self.value_taken(
                    format!("two values become the variant `{}` in Rust", shortened(&rust_name)),
                    value.name.place,
                    other,
                    "give one a name of its own: `values: { Plus: { wire: \"+\" } }`",
                );
            }
            rust_names.insert(rust_name.clone(), value.name.place);
            for text in std::iter::once(wire).chain(&value.aliases) {
                if let Some(&other) = texts.get(&text.value) {
                    let message = format!("`{}` stands for two values", shortened(&text.value));
                    self.value_taken(message, text.place, other, "each text on the wire means one value");
                }
                texts.insert(text.value.clone(), text.place);
            }
            values.push(EnumValue {
                name: value.name.value.clone(),
                rust_name,
                wire: wire.value.clone(),
                aliases: value.aliases.iter().map(|alias| alias.value.clone()).collect(),
                doc: value.doc.as_ref().map(|doc| doc.value.clone()),
                deprecated: value.deprecated.as_ref().map(|reason| reason.value.clone()),
                place: value.name.place,
            });
        }
        if values.is_empty() && !enumeration.open {
            self.report(
                Diagnostic::new(
                    &rules::enum_empty::RULE,
                    written.name.place,
                    format!("the enum `{}` has no value, so nothing could ever be read as one", written.name.value),
                )
                .with_help("write its values, as in `[EUR, USD]`, or `open: true`"),
            );
        }
        let meta = self.meta(listed, written);
        self.set.enums.push(Enum { meta, open: enumeration.open, values });
    }

    fn value_taken(&mut self, message: String, place: Place, other: Place, help: &str) {
        self.report(
            Diagnostic::new(&rules::enum_value_taken::RULE, place, message)
                .with_also(other, "the other one")
                .with_help(help),
        );
    }

    /// Records and unions.
    pub(super) fn bodies(&mut self) {
        self.each(|resolver, listed, written| match &written.kind {
            WrittenKind::Record(body) => resolver.record(listed, written, body),
            WrittenKind::Union(body) => resolver.union(listed, written, body),
            _ => {}
        });
    }

    pub(super) fn body_context(&self, listed: Listed, body: Option<&WrittenVersioned<'_>>) -> BodyContext<'static> {
        let wire = Wire::of(&self.files[listed.file].wire, body.map(|body| &body.wire));
        BodyContext { file: listed.file, definition: listed.definition, wire, tag: None }
    }

    fn record(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let context = self.body_context(listed, Some(body));
        let versions = self.field_bodies(body, &written.name, context);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| super::body::placeholder(empty_body(written)));
        self.set.records.push(Record { meta, versions });
    }

    fn union(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let context = self.body_context(listed, Some(body));
        let tag = body.tag.as_ref().map_or_else(|| "type".to_owned(), |tag| tag.value.clone());
        let content = body.content.as_ref().map(|content| content.value.clone());
        if let Some(text) = &body.content
            && text.value == tag
        {
            self.report(
                Diagnostic::new(
                    &rules::union_content_is_tag::RULE,
                    text.place,
                    format!("`{}` cannot be both the tag and the content", shortened(&text.value)),
                )
                .with_help("name two keys, as in `tag: type` and `content: data`"),
            );
        }
        let open = body.open;
        // Beside the tag, a field may not have its name.
        let taken = content.is_none().then_some(tag.as_str());
        let versions = self.versions(body, &written.name, |resolver, version, at| {
            let mut variants: Vec<Variant> = Vec::new();
            for (name, fields) in &version.variants {
                let rust_name = variant_name(&name.value);
                if let Some(other) = variants.iter().find(|variant| variant.rust_name == rust_name) {
                    let other = other.place;
                    resolver.report(
                        Diagnostic::new(
                            &rules::variant_taken::RULE,
                            name.place,
                            format!("two variants become `{}` in Rust", shortened(&rust_name)),
                        )
                        .with_also(other, "the other one")
                        .with_help("rename one of them"),
                    );
                }
                let renamed_from = body
                    .variants
                    .iter()
                    .filter(|(at, _)| at.value == version.version)
                    .flat_map(|(_, pairs)| pairs)
                    .find(|(new, _)| new.value == name.value)
                    .map(|(_, old)| old.value.clone());
                let fields = resolver.fields(fields, context, at, Some(variants.len()), taken);
                variants.push(Variant { name: name.value.clone(), rust_name, renamed_from, fields, place: name.place });
            }
            if variants.is_empty() && !open {
                resolver.report(
                    Diagnostic::new(
                        &rules::union_empty::RULE,
                        version.place,
                        "a union without variants can hold nothing",
                    )
                    .with_help("write its variants, as in `card: { last4: string }`, or `open: true`"),
                );
            }
            let reserved = resolver.reserved_variants(body, version.version, &variants);
            UnionBody {
                variants,
                note: note(body, version.version),
                reserved,
                upcast: resolver.upcast(body, version.version),
                none: context.wire.none,
                place: version.place,
            }
        });
        self.unknown_new_variants(body);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| {
            super::body::placeholder(UnionBody {
                variants: Vec::new(),
                note: None,
                reserved: Vec::new(),
                upcast: None,
                none: NoneForm::Absent,
                place: written.name.place,
            })
        });
        self.set.unions.push(Union { meta, tag, content, open, versions });
    }

    /// `variants: { v2: { NEW: OLD } }` must name a variant of that version.
    fn unknown_new_variants(&mut self, body: &WrittenVersioned<'_>) {
        for (version, pairs) in &body.variants {
            let Some(written) = body.bodies.iter().find(|body| body.version == version.value) else { continue };
            for (new, _) in pairs {
                if !written.variants.iter().any(|(name, _)| name.value == new.value) {
                    self.report(
                        Diagnostic::new(
                            &rules::variant_unknown::RULE,
                            new.place,
                            format!("v{} has no variant `{}`", version.value, shortened(&new.value)),
                        )
                        .with_help("the new name comes first, then the old one: `{ NEW: OLD }`"),
                    );
                }
            }
        }
    }

    fn reserved_variants(&mut self, body: &WrittenVersioned<'_>, version: u32, variants: &[Variant]) -> Vec<String> {
        let mut reserved = Vec::new();
        for (_, names) in body.reserved.iter().filter(|(at, _)| at.value == version) {
            for name in names {
                if let Some(variant) = variants.iter().find(|variant| variant.name == name.value) {
                    let place = variant.place;
                    self.report(
                        Diagnostic::new(
                            &rules::reserved_name_used::RULE,
                            place,
                            format!(
                                "`{}` is reserved: it was another variant of this version once",
                                shortened(&name.value)
                            ),
                        )
                        .with_also(name.place, "reserved here")
                        .with_help("give the variant another name: stored data may still hold the old one"),
                    );
                }
                reserved.push(name.value.clone());
            }
        }
        reserved
    }

    /// Events, commands and rejections.
    pub(super) fn messages(&mut self) {
        self.each(|resolver, listed, written| match &written.kind {
            WrittenKind::Event(body) => resolver.event(listed, written, body),
            WrittenKind::Rejection(rejection) => resolver.rejection(listed, written, rejection),
            _ => {}
        });
        self.each(|resolver, listed, written| {
            if let WrittenKind::Command(body) = &written.kind {
                resolver.command(listed, written, body);
            }
        });
        self.each(|resolver, listed, written| {
            let (WrittenKind::Event(body), Definition::Event(id)) = (&written.kind, listed.definition) else { return };
            if let Some(becomes) = &body.becomes {
                let resolved = resolver.becomes(listed, id, becomes);
                resolver.set.events[id.index()].becomes = resolved;
            }
        });
        self.events_that_are_no_more();
    }

    fn event(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let wire = self.wire_names_of(body, &written.name, listed.file);
        let key = body.wire.event_tag.as_ref().or(self.files[listed.file].wire.event_tag.as_ref());
        let tag = self.tag(key, body, &written.name, &wire);
        let context = BodyContext { tag: tag.as_ref(), ..self.body_context(listed, Some(body)) };
        let versions = self.field_bodies(body, &written.name, context);
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| super::body::placeholder(empty_body(written)));
        self.set.events.push(Event { meta, wire, versions, becomes: None });
    }

    fn becomes(&mut self, listed: Listed, id: EventId, written: &WrittenBecomes) -> Option<Becomes> {
        let (first, current) = {
            let versions = &self.set[id].versions;
            (versions.first(), versions.current())
        };
        let up_to = match &written.up_to {
            None => current,
            Some(version) if (first..=current).contains(&version.value) => version.value,
            Some(version) => {
                self.report(
                    Diagnostic::new(
                        &rules::version_unknown::RULE,
                        version.place,
                        format!("`becomes` names v{}, and there is no such body", version.value),
                    )
                    .with_help(format!("it can name v{first} to v{current}")),
                );
                return None;
            }
        };
        let mut into = Vec::new();
        for name in &written.into {
            let Some(Definition::Event(event)) = self.find(&name.value, name.place, listed.file, Kinds::Events) else {
                continue;
            };
            let same_aggregate =
                self.set[event].meta.module.index() == listed.file && self.set.modules[listed.file].aggregate.is_some();
            if !same_aggregate {
                self.report(
                    Diagnostic::new(
                        &rules::becomes_foreign_event::RULE,
                        name.place,
                        format!("`{}` is not an event of the same aggregate", name.value),
                    )
                    .with_help("stored data stays in its stream, so it becomes events of the same aggregate"),
                );
                continue;
            }
            into.push(event);
        }
        let function = written.with.as_ref().and_then(|with| self.function(with));
        if !written.into.is_empty() && written.with.is_none() {
            self.report(
                Diagnostic::new(
                    &rules::becomes_without_function::RULE,
                    written.place,
                    "which values the new events get is for a function to say, and none is named",
                )
                .with_help("add `with: \"crate::split\"`: a function of the old version that returns the events"),
            );
            return None;
        }
        Some(Becomes { up_to, into, function, place: written.place })
    }

    /// What all stored data became something else of has no current type: nothing may emit it or become it.
    fn events_that_are_no_more(&mut self) {
        let mut problems = Vec::new();
        let gone =
            |event: &Event| event.becomes.as_ref().is_some_and(|becomes| becomes.up_to == event.versions.current());
        for event in &self.set.events {
            for &into in event.becomes.iter().flat_map(|becomes| &becomes.into) {
                let target = &self.set[into];
                if gone(target) {
                    let place = event.becomes.as_ref().map_or(event.meta.place, |becomes| becomes.place);
                    problems.push((event.meta.subject.clone(), place, target.meta.name.clone(), target.meta.place));
                }
            }
        }
        for command in &self.set.commands {
            for &emitted in &command.emits {
                let target = &self.set[emitted];
                if gone(target) {
                    problems.push((
                        command.meta.subject.clone(),
                        command.meta.place,
                        target.meta.name.clone(),
                        target.meta.place,
                    ));
                }
            }
        }
        for (subject, place, name, other) in problems {
            self.subject = subject;
            self.report(
                Diagnostic::new(
                    &rules::event_is_no_more::RULE,
                    place,
                    format!("`{name}` becomes other events in every version, so nothing new can be a `{name}`"),
                )
                .with_also(other, "defined here")
                .with_help("name the events that it becomes, or give it a new version that stays"),
            );
        }
        self.subject.clear();
    }

    fn command(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let wire = self.wire_names_of(body, &written.name, listed.file);
        let key = body.wire.command_tag.as_ref().or(self.files[listed.file].wire.command_tag.as_ref());
        let tag = self.tag(key, body, &written.name, &wire);
        let context = BodyContext { tag: tag.as_ref(), ..self.body_context(listed, Some(body)) };
        let versions = self.field_bodies(body, &written.name, context);
        let emits = self.references(&body.emits, listed.file, Kinds::Events);
        let rejects = self.references(&body.rejects, listed.file, Kinds::Rejections);
        let mut emitted: Vec<EventId> = Vec::new();
        let mut rejected: Vec<RejectionId> = Vec::new();
        for (definition, name) in emits.iter().chain(&rejects) {
            let module = match definition {
                Definition::Event(id) => self.set[*id].meta.module,
                Definition::Rejection(id) => self.set[*id].meta.module,
                _ => continue,
            };
            if module.index() != listed.file && self.set.modules[listed.file].aggregate.is_some() {
                self.report(
                    Diagnostic::new(
                        &rules::command_foreign_outcome::RULE,
                        name.place,
                        format!("`{}` belongs to another file than the aggregate that decides", shortened(&name.value)),
                    )
                    .with_help("an aggregate writes its own events and refuses with its own rejections; a process or another service turns them into others"),
                );
                continue;
            }
            match definition {
                Definition::Event(id) => emitted.push(*id),
                Definition::Rejection(id) => rejected.push(*id),
                _ => {}
            }
        }
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| super::body::placeholder(empty_body(written)));
        self.set.commands.push(Command { meta, wire, versions, emits: emitted, rejects: rejected });
    }

    /// Definitions named in a list, each once.
    pub(super) fn references<'t>(
        &mut self,
        names: &'t [Text],
        file: usize,
        kinds: Kinds,
    ) -> Vec<(Definition, &'t Text)> {
        let mut found: Vec<(Definition, &Text)> = Vec::new();
        for name in names {
            let Some(definition) = self.find(&name.value, name.place, file, kinds) else { continue };
            if let Some((_, other)) = found.iter().find(|(other, _)| *other == definition) {
                let other = other.place;
                self.report(
                    Diagnostic::new(
                        &rules::named_twice::RULE,
                        name.place,
                        format!("`{}` is named twice", shortened(&name.value)),
                    )
                    .with_also(other, "the first time")
                    .with_help("remove one of the two"),
                );
                continue;
            }
            found.push((definition, name));
        }
        found
    }

    fn rejection(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, rejection: &'f WrittenRejection<'f>) {
        let context = self.body_context(listed, None);
        let fields = self.fields(&rejection.fields, context, 0, None, None);
        let message = rejection.message.as_ref().map(|message| message.value.clone()).unwrap_or_default();
        if let Some(text) = &rejection.message
            && let Err(why) = message_fits(&message, |name| fields.iter().any(|field| field.name == name))
        {
            self.report(
                Diagnostic::new(&rules::rejection_message::RULE, text.place, why)
                    .with_help("`{field}` puts the value of a field in; write `{{` and `}}` for braces"),
            );
        }
        let meta = self.meta(listed, written);
        self.set.rejections.push(Rejection { meta, message, fields });
    }

    pub(super) fn views_and_queries(&mut self) {
        self.each(|resolver, listed, written| {
            if let WrittenKind::View(view) = &written.kind {
                resolver.view(listed, written, view);
            }
        });
        self.each(|resolver, listed, written| {
            if let WrittenKind::Query(body) = &written.kind {
                resolver.query(listed, written, body);
            }
        });
    }

    fn view(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, view: &'f WrittenView<'f>) {
        let key = view.key.as_ref().and_then(|key| {
            let ty = self.ty(key, listed.file)?;
            if !self.is_key(&ty) {
                self.report(
                    Diagnostic::new(
                        &rules::view_key_type::RULE,
                        key.place,
                        "the key of a view is text, an integer, a uuid, a date, or a newtype or enum of these",
                    )
                    .with_help("define a newtype such as `CartId: uuid` and name it here"),
                );
            }
            Some(ty)
        });
        let value = match (&view.ty, &view.fields) {
            (Some(ty), None) => self.ty(ty, listed.file).map(Returns::Type),
            (None, Some((_, fields))) => {
                let context = self.body_context(listed, None);
                Some(Returns::Fields(self.fields(fields, context, 0, None, None)))
            }
            (ty, fields) => {
                let place = match (ty, fields) {
                    (Some(_), Some((place, _))) => *place,
                    _ => written.name.place,
                };
                self.report(
                    Diagnostic::new(
                        &rules::view_value::RULE,
                        place,
                        "a view has either a `type` or `fields`, and one of the two",
                    )
                    .with_help("write `type: map<Sku, u64>`, or `fields: { … }`"),
                );
                None
            }
        };
        let from = self.references(&view.from, listed.file, Kinds::Events);
        let from = from
            .into_iter()
            .filter_map(|(definition, _)| match definition {
                Definition::Event(id) => Some(id),
                _ => None,
            })
            .collect();
        let meta = self.meta(listed, written);
        self.set.views.push(View {
            meta,
            key: key.unwrap_or(Type::Builtin(Builtin::String)),
            value: value.unwrap_or(Returns::Fields(Vec::new())),
            from,
        });
    }

    fn query(&mut self, listed: Listed, written: &'f WrittenDefinition<'f>, body: &'f WrittenVersioned<'f>) {
        let wire = self.wire_names_of(body, &written.name, listed.file);
        let context = self.body_context(listed, Some(body));
        let versions = self.field_bodies(body, &written.name, context);
        let returns = match &body.returns {
            Some(returns) => self.returns(returns, listed.file),
            None => {
                self.report(
                    Diagnostic::new(&rules::missing_key::RULE, written.name.place, "a query needs the key `returns`")
                        .with_help("write `returns: CartContents?`, or another type or view"),
                );
                None
            }
        };
        let meta = self.meta(listed, written);
        let versions = versions.unwrap_or_else(|| super::body::placeholder(empty_body(written)));
        self.set.queries.push(Query { meta, wire, versions, returns: returns.unwrap_or(Returns::Fields(Vec::new())) });
    }
}

/// What stands for the body of a definition that has none, which is an error already.
fn empty_body(written: &WrittenDefinition<'_>) -> crate::model::Body {
    crate::model::Body {
        fields: Vec::new(),
        none: NoneForm::Absent,
        tag: None,
        note: None,
        reserved: Vec::new(),
        upcast: None,
        place: written.name.place,
    }
}

/// Whether every `{…}` of a message names a field, and every other brace is doubled.
fn message_fits(message: &str, is_field: impl Fn(&str) -> bool) -> Result<(), String> {
    let mut rest = message;
    while let Some(at) = rest.find(['{', '}']) {
        let brace = &rest[at..];
        if brace.starts_with("{{") || brace.starts_with("}}") {
            rest = &brace[2..];
            continue;
        }
        if brace.starts_with('}') {
            return Err("a `}` closes nothing".to_owned());
        }
        let Some(end) = brace.find('}') else { return Err("a `{` is not closed".to_owned()) };
        let name = &brace[1..end];
        if !is_field(name) {
            return Err(format!("`{{{}}}` names no field of the rejection", shortened(name)));
        }
        rest = &brace[end + 1..];
    }
    Ok(())
}
