//! Versions and the fields of their bodies.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Body, Builtin, Definition, Field, FunctionPath, Named, SourcePath, StepSource, Tag, Type, Upcast, Versions,
};
use crate::naming::{is_function_path, snake};
use crate::rules;
use crate::source::Place;
use crate::written::{Spanned, Text, WrittenBody, WrittenField, WrittenFrom, WrittenVersioned, of_version, shortened};

use super::Resolver;
use super::values::{Address, Pending, Which};
use super::wire::Wire;

/// The most fields that `from` leads through: each is a closure in a closure of the generated code.
const DEEPEST_SOURCE: usize = 32;

/// What the bodies of one definition share.
#[derive(Clone, Copy)]
pub(super) struct BodyContext<'t> {
    pub(super) file: usize,
    pub(super) definition: Definition,
    pub(super) wire: Wire,
    pub(super) tag: Option<&'t Tag>,
}

impl<'f> Resolver<'f> {
    /// The bodies of an event, command, query or record.
    pub(super) fn field_bodies(
        &mut self,
        written: &'f WrittenVersioned<'f>,
        name: &Text,
        context: BodyContext<'_>,
    ) -> Option<Versions<Body>> {
        self.versions(written, name, |resolver, body, at| {
            let fields = resolver.fields(&body.fields, context, at, None, context.tag.map(|tag| tag.key.as_str()));
            let reserved = resolver.reserved(written, body.version, &fields);
            Body {
                fields,
                none: context.wire.none,
                tag: context.tag.cloned(),
                note: note(written, body.version),
                reserved,
                upcast: resolver.upcast(written, body.version),
                place: body.place,
            }
        })
    }

    /// Puts the bodies in order and reports gaps, retired versions in the wrong place, and keys that name a version
    /// that is none.
    pub(super) fn versions<B>(
        &mut self,
        written: &'f WrittenVersioned<'f>,
        name: &Text,
        mut make: impl FnMut(&mut Self, &'f WrittenBody<'f>, usize) -> B,
    ) -> Option<Versions<B>> {
        let retired = self.retired(written);
        let mut bodies: Vec<&'f WrittenBody<'f>> = written.bodies.iter().collect();
        bodies.sort_by_key(|body| body.version);
        let first = retired + 1;
        let mut expected = first;
        let mut made = Vec::with_capacity(bodies.len());
        for body in bodies {
            if body.version < first {
                self.report(
                    Diagnostic::new(
                        &rules::retired_has_body::RULE,
                        body.place,
                        format!("v{} is retired and still has a body", body.version),
                    )
                    .with_help("delete the body: no data of it is left; or take the version out of `retired`"),
                );
                continue;
            }
            if body.version != expected {
                let missing: Vec<String> = (expected..body.version.min(expected.saturating_add(3)))
                    .map(|version| format!("v{version}"))
                    .collect();
                self.report(
                    Diagnostic::new(
                        &rules::version_gap::RULE,
                        body.place,
                        format!("v{} stands here, and {} is missing", body.version, crate::written::listed(&missing)),
                    )
                    .with_help(if expected == 1 {
                        "versions count from v1; if no data of earlier ones is left, say `retired: [v1]`".to_owned()
                    } else {
                        format!("versions have no gap: call it v{expected}, or bring the missing one back")
                    }),
                );
            }
            expected = body.version.saturating_add(1);
            let at = made.len();
            made.push(make(self, body, at));
        }
        if made.is_empty() && !written.unreadable {
            self.report(
                Diagnostic::new(&rules::no_version::RULE, name.place, format!("`{}` has no version", name.value))
                    .with_help("write `v1: {}` below it, with its fields"),
            );
        }
        let current = expected - 1;
        self.named_versions(written, first, current);
        Versions::new(first, made)
    }

    fn retired(&mut self, written: &WrittenVersioned<'_>) -> u32 {
        let mut retired = 0;
        let mut listed: Vec<&Spanned<u32>> = written.retired.iter().collect();
        listed.sort_by_key(|version| version.value);
        for version in listed {
            if version.value != retired + 1 {
                self.report(
                    Diagnostic::new(
                        &rules::retired_not_first::RULE,
                        version.place,
                        format!("v{} cannot be retired before v{}", version.value, retired + 1),
                    )
                    .with_help("versions retire from the first on, each once: a later one is still reached through the earlier"),
                );
                continue;
            }
            retired = version.value;
        }
        retired
    }

    /// `notes`, `upcast`, `reserved`, `variants` must name versions that exist.
    fn named_versions(&mut self, written: &WrittenVersioned<'_>, first: u32, current: u32) {
        let mut named: Vec<(&str, u32, Spanned<u32>)> = Vec::new();
        let add = |named: &mut Vec<_>, key, lowest, version: &Spanned<u32>| named.push((key, lowest, version.clone()));
        for (version, _) in &written.notes {
            add(&mut named, "notes", 1, version);
        }
        for (version, _) in &written.reserved {
            add(&mut named, "reserved", first, version);
        }
        for (version, _) in &written.upcast {
            add(&mut named, "upcast", first + 1, version);
        }
        for (version, _) in &written.variants {
            add(&mut named, "variants", first + 1, version);
        }
        for (key, lowest, version) in named {
            if version.value < lowest || version.value > current {
                let why = if version.value <= current && lowest > first {
                    format!("v{} is not made from an earlier version", version.value)
                } else {
                    format!("there is no v{}", version.value)
                };
                self.report(
                    Diagnostic::new(
                        &rules::version_unknown::RULE,
                        version.place,
                        format!("`{key}` names v{}, and {why}", version.value),
                    )
                    .with_help(match lowest.cmp(&current) {
                        Ordering::Greater => "remove the line".to_owned(),
                        Ordering::Equal => format!("it can name v{current} alone"),
                        Ordering::Less => format!("it can name v{lowest} to v{current}"),
                    }),
                );
            }
        }
    }

    pub(super) fn upcast(&mut self, written: &WrittenVersioned<'_>, version: u32) -> Option<Upcast> {
        let text = of_version(&written.upcast, version).next()?;
        Some(Upcast { function: self.function(text)?, place: text.place })
    }

    /// The path of a function, with `?` behind it if it returns a `Result`.
    pub(super) fn function(&mut self, text: &Text) -> Option<FunctionPath> {
        let (path, fallible) = match text.value.strip_suffix('?') {
            Some(path) => (path, true),
            None => (text.value.as_str(), false),
        };
        if !is_function_path(path) {
            self.report(
                Diagnostic::new(
                    &rules::function_path_invalid::RULE,
                    text.place,
                    format!("`{}` is not the path of a function", shortened(&text.value)),
                )
                .with_help(
                    "write the whole path, as in `crate::upcasts::split`, and `?` behind it if it returns a `Result`",
                ),
            );
            return None;
        }
        Some(FunctionPath { path: path.to_owned(), fallible })
    }

    fn reserved(&mut self, written: &WrittenVersioned<'_>, version: u32, fields: &[Field]) -> Vec<String> {
        let mut reserved = Vec::new();
        if of_version(&written.reserved, version).next().is_none() {
            return reserved;
        }
        let mut taken = HashMap::new();
        for field in fields {
            let names = [&field.wire_name, &field.name].into_iter().chain(&field.aliases);
            for name in names {
                taken.entry(name.as_str()).or_insert(field);
            }
        }
        for names in of_version(&written.reserved, version) {
            for name in names {
                if let Some(field) = taken.get(name.value.as_str()) {
                    self.report(
                        Diagnostic::new(
                            &rules::reserved_name_used::RULE,
                            field.place,
                            format!(
                                "`{}` is reserved: it was another field of this version once",
                                shortened(&name.value)
                            ),
                        )
                        .with_also(name.place, "reserved here")
                        .with_help("give the field another name: stored data may still hold the old one"),
                    );
                }
                reserved.push(name.value.clone());
            }
        }
        reserved
    }

    /// Fields, each with a name of its own in Rust and in JSON; `tag` is a JSON name that is taken already.
    pub(super) fn fields(
        &mut self,
        written: &'f [WrittenField<'f>],
        context: BodyContext<'_>,
        body: usize,
        variant: Option<usize>,
        tag: Option<&str>,
    ) -> Vec<Field> {
        // The usual growth starts with room for four, and most bodies of a large set have fewer.
        let mut fields = Vec::with_capacity(written.len());
        let mut rust_names: HashMap<String, Place> = HashMap::with_capacity(written.len());
        let mut json_names: HashMap<String, Place> = HashMap::with_capacity(written.len());
        for written in written {
            let field = self.field(
                written,
                context,
                Address { definition: context.definition, body, variant, field: fields.len() },
            );
            if let Some(&other) = rust_names.get(&field.rust_name) {
                self.field_taken(&field.rust_name, "in Rust", field.place, other);
            }
            rust_names.insert(field.rust_name.clone(), field.place);
            for (name, place) in
                std::iter::once((&field.wire_name, written.wire.as_deref().unwrap_or(&written.name).place))
                    .chain(field.aliases.iter().zip(written.aliases.iter().map(|alias| alias.place)))
            {
                if tag == Some(name.as_str()) {
                    self.report(
                        Diagnostic::new(
                            &rules::field_name_taken::RULE,
                            place,
                            format!("`{}` is the key that tells what the object is", shortened(name)),
                        )
                        .with_help("give the field another name, or another JSON name with `wire`"),
                    );
                } else if let Some(&other) = json_names.get(name) {
                    self.field_taken(name, "in JSON", place, other);
                }
                json_names.insert(name.clone(), place);
            }
            fields.push(field);
        }
        fields
    }

    fn field_taken(&mut self, name: &str, whereabouts: &str, place: Place, other: Place) {
        self.report(
            Diagnostic::new(
                &rules::field_name_taken::RULE,
                place,
                format!("two fields are called `{}` {whereabouts}", shortened(name)),
            )
            .with_also(other, "the other one")
            .with_help("rename one of them; `wire` sets the JSON name apart from the field's"),
        );
    }

    fn field(&mut self, written: &'f WrittenField<'f>, context: BodyContext<'_>, address: Address) -> Field {
        let name = &written.name;
        let valid = name.value.len() <= 100
            && name.value.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name.value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !valid {
            self.invalid_name(name, "the name of a field", "letters, digits and `_`, not starting with a digit, at most 100 of them; `wire` gives it any other name in JSON");
        }
        let resolved = written.ty.as_ref().and_then(|ty| self.ty(ty, context.file));
        if resolved.is_none() {
            self.broken.insert(self.subject.clone());
        }
        let known = resolved.is_some();
        let mut ty = resolved.unwrap_or(Type::Builtin(Builtin::Json));
        if let Some(form) = &written.form
            && known
        {
            match self.written_as(&ty, &form.value) {
                Some(changed) => ty = changed,
                None => self.report(
                    Diagnostic::new(
                        &rules::as_not_applicable::RULE,
                        form.place,
                        format!("`as: {}` does not apply to this type", shortened(&form.value)),
                    )
                    .with_help("`as: number` writes a `decimal` as a number, `as: string` a `u64` or `i64` as a string; on the field, for the type itself and not a newtype of it"),
                ),
            }
        }
        let constraints = if known {
            self.constraints(written.constraints.as_deref(), &ty)
        } else {
            crate::model::Constraints::default()
        };
        if let Some(unit) = &written.unit
            && known
            && !self.counts(&ty)
        {
            self.unit_not_a_number(unit);
        }
        if let Some(default) = written.default
            && ty.is_optional()
        {
            self.report(
                Diagnostic::new(
                    &rules::default_on_optional::RULE,
                    default.place,
                    "an optional field needs no default: absent, it reads as none",
                )
                .with_help("drop the `?` so that an absent field reads as the default, or drop the default"),
            );
        }
        if known {
            for (which, node) in
                [(Which::Default, written.default), (Which::Fill, written.fill), (Which::Example, written.example)]
            {
                let unwanted = which == Which::Default && ty.is_optional();
                if let Some(node) = node
                    && !unwanted
                {
                    self.pending.push(Pending { address, which, node, subject: self.subject.clone() });
                }
            }
        }
        Field {
            name: name.value.clone(),
            rust_name: snake(&name.value),
            wire_name: written.wire.as_ref().map_or_else(|| context.wire.field(&name.value), |wire| wire.value.clone()),
            aliases: written.aliases.iter().map(|alias| alias.value.clone()).collect(),
            ty,
            constraints,
            default: None,
            fill: None,
            source: self.source(written),
            map: written.map.iter().map(|(old, new)| (old.value.clone(), new.value.clone())).collect(),
            doc: written.doc.as_ref().map(|doc| doc.value.clone()),
            example: None,
            deprecated: written.deprecated.as_ref().map(|reason| reason.value.clone()),
            pii: written.pii,
            unit: written.unit.as_ref().map(|unit| unit.value.clone()),
            place: name.place,
            type_place: written.ty.as_ref().map_or(name.place, |ty| ty.place),
        }
    }

    pub(super) fn unit_not_a_number(&mut self, unit: &Text) {
        self.report(
            Diagnostic::new(
                &rules::unit_not_a_number::RULE,
                unit.place,
                format!("`{}` is a unit, and the type counts nothing", shortened(&unit.value)),
            )
            .with_help("units belong to integers, floats and decimals"),
        );
    }

    /// Whether a number is at the bottom of the type.
    pub(super) fn counts(&self, ty: &Type) -> bool {
        match self.base(ty) {
            Type::Builtin(builtin) => {
                builtin.integer_bounds().is_some()
                    || matches!(builtin, Builtin::F32 | Builtin::F64 | Builtin::Decimal | Builtin::DecimalNumber)
            }
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) | Type::Map(_, inner) => self.counts(inner),
            Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..) | Named::Scalar(_)) => false,
        }
    }

    /// The type with `as:` at its leaf.
    fn written_as(&self, ty: &Type, form: &str) -> Option<Type> {
        Some(match ty {
            Type::Builtin(builtin) => Type::Builtin(builtin.written_as(form)?),
            Type::List(inner) => Type::List(Box::new(self.written_as(inner, form)?)),
            Type::Set(inner) => Type::Set(Box::new(self.written_as(inner, form)?)),
            Type::Optional(inner) => Type::Optional(Box::new(self.written_as(inner, form)?)),
            Type::Map(key, inner) => Type::Map(key.clone(), Box::new(self.written_as(inner, form)?)),
            Type::Named(_) => return None,
        })
    }

    fn source(&mut self, written: &WrittenField<'_>) -> Option<StepSource> {
        if let (Some(from), Some(with)) = (&written.from, &written.with) {
            let place = match from {
                WrittenFrom::Path(text) => text.place,
                WrittenFrom::Gather(_, place) => *place,
            };
            self.report(
                Diagnostic::new(
                    &rules::source_twice::RULE,
                    with.place,
                    "a field comes from one place: `from` or `with`, not both",
                )
                .with_also(place, "the other one")
                .with_help("a function named by `with` gets the whole previous version and can take the field itself"),
            );
        }
        if let Some(with) = &written.with {
            return Some(StepSource::Function(self.function(with)?, with.place));
        }
        match written.from.as_ref()? {
            WrittenFrom::Path(text) => Some(StepSource::Path(self.source_path(text)?)),
            WrittenFrom::Gather(pairs, place) => {
                let mut gathered = Vec::new();
                for (field, source) in pairs {
                    gathered.push((field.value.clone(), self.source_path(source)?));
                }
                Some(StepSource::Gather(gathered, *place))
            }
        }
    }

    fn source_path(&mut self, text: &Text) -> Option<SourcePath> {
        let segments: Vec<String> = text.value.split('.').take(DEEPEST_SOURCE + 1).map(str::to_owned).collect();
        let deep = segments.len() > DEEPEST_SOURCE;
        if deep || segments.iter().any(String::is_empty) {
            let path = shortened(&text.value);
            let problem = match deep {
                true => Diagnostic::new(
                    &rules::source_invalid::RULE,
                    text.place,
                    format!("`{path}` leads through more than {DEEPEST_SOURCE} fields"),
                )
                .with_help("`with: crate::function` takes the value out of the whole previous version"),
                false => Diagnostic::new(
                    &rules::source_invalid::RULE,
                    text.place,
                    format!("`{path}` names no field of the previous version"),
                )
                .with_help("write a field, or a path such as `address.city`"),
            };
            self.report(problem);
            return None;
        }
        Some(SourcePath { segments, place: text.place })
    }
}

pub(super) fn note(written: &WrittenVersioned<'_>, version: u32) -> Option<String> {
    of_version(&written.notes, version).next().map(|text| text.value.clone())
}

/// Versions that stand for those of a definition without any, which is an error already.
pub(super) fn placeholder<B>(body: B) -> Versions<B> {
    Versions::new(1, vec![body]).expect("one body is not none")
}
