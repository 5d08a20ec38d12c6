//! Newtypes and enums: resolved first, since every other type may use them.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Builtin, Constraints, Definition, Enum, EnumValue, Named, Scalar, Type};
use crate::naming::variant_name;
use crate::rules;
use crate::source::Place;
use crate::written::{WrittenDefinition, WrittenEnum, WrittenKind, WrittenScalar, shortened};

use super::{Listed, Resolver};

/// The most newtypes that wrap each other.
const MOST_NEWTYPES: u32 = 32;

impl Resolver<'_> {
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
            let constraints = resolver.constraints(scalar.constraints.as_deref(), &inner);
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
            constraints: Constraints::default(),
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
        // How many newtypes stand within each other, from the bottom.
        let mut height = vec![1u32; self.set.scalars.len()];
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
            for index in path.into_iter().rev() {
                state[index] = 2;
                height[index] = next(&self.set.scalars[index]).map_or(1, |inner| height[inner] + 1);
                if height[index] > MOST_NEWTYPES {
                    let meta = self.set.scalars[index].meta.clone();
                    self.subject.clone_from(&meta.subject);
                    let message =
                        format!("more than {MOST_NEWTYPES} newtypes stand within each other in `{}`", meta.name);
                    self.report(
                        Diagnostic::new(&rules::scalar_too_deep::RULE, meta.place, message)
                            .with_help("let it wrap a type of the language, such as `string`"),
                    );
                    self.set.scalars[index].inner = Type::Builtin(Builtin::String);
                    height[index] = 1;
                }
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
}
