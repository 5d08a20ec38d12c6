//! Views and queries: what is read.

use crate::diagnostic::Diagnostic;
use crate::model::{Builtin, Definition, Query, Returns, Type, View, ViewValue};
use crate::rules;
use crate::written::{WrittenDefinition, WrittenKind, WrittenVersioned, WrittenView};

use super::body::placeholder;
use super::definitions::empty_body;
use super::names::Kinds;
use super::{Listed, Resolver};

impl<'f> Resolver<'f> {
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
            (Some(ty), None) => self.ty(ty, listed.file).map(ViewValue::Type),
            (None, Some((_, fields))) => {
                let context = self.body_context(listed, None);
                Some(ViewValue::Fields(self.fields(fields, context, 0, None, None)))
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
            value: value.unwrap_or(ViewValue::Fields(Vec::new())),
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
        let versions = versions.unwrap_or_else(|| placeholder(empty_body(written)));
        let returns = returns.unwrap_or(Returns::Type(Type::Builtin(Builtin::Json)));
        self.set.queries.push(Query { meta, wire, versions, returns });
    }
}
