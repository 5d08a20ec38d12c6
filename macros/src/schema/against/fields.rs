//! The fields: their names on the wire, types, and what an absent one reads as.

use quote::ToTokens;
use retold_codegen::model::{Body, Field};
use retold_codegen::suggest::nearest;
use syn::{Data, Fields, Ident};

use super::super::serde::{self, Container, Default_};
use super::{Comparison, Expected, types};

/// A field of the struct.
struct Written<'a> {
    ident: &'a Ident,
    ty: &'a syn::Type,
    serde: serde::Field,
    wire: String,
}

impl<'a> Comparison<'a> {
    /// Every field of the body is in the struct, as the body says, and the struct has no other.
    pub(super) fn fields(&mut self, expected: &Expected<'_>, body: &Body) {
        let container = Container::read(&self.input.attrs);
        for (span, message) in &container.refused {
            let at = Ident::new("serde", *span);
            let message = format!("`{}` {message}", self.input.ident);
            self.differs(at, &message, (body.place, ""), &[]);
        }
        let version = format!("v{} of `{}`", self.message.version, expected.wire.name);
        self.tag(&container, body, &version);
        let Some(written) = self.written(&container, body) else { return };
        let mut is_unseen = false;
        // A field under another name is one mistake, and not one that is there and one that is not.
        let mut meant = Vec::new();
        for field in &written {
            if let Some((span, message)) = &field.serde.refused {
                is_unseen = true;
                let place = body.fields.iter().find(|expected| expected.wire_name == field.wire);
                let place = place.map_or(body.place, |expected| expected.place);
                let message = format!("`{}` {message}", field.ident);
                self.differs(Ident::new("serde", *span), &message, (place, ""), &[]);
                continue;
            }
            match body.fields.iter().find(|expected| expected.wire_name == field.wire) {
                Some(expected) => self.field(field, expected, &container),
                None => meant.extend(self.extra(field, body, &version)),
            }
        }
        // What could not be seen may be what is missing.
        for missing in body.fields.iter().filter(|_| !is_unseen) {
            let is_there = written.iter().any(|field| field.wire == missing.wire_name);
            if !is_there && !meant.contains(&missing.wire_name.as_str()) {
                self.missing(missing, &version);
            }
        }
    }

    /// The fields that are on the wire; `None` if the struct has no such fields at all.
    fn written(&mut self, container: &Container, body: &Body) -> Option<Vec<Written<'a>>> {
        let ident = &self.input.ident;
        let Data::Struct(data) = &self.input.data else { return None };
        let named = match &data.fields {
            Fields::Named(named) => named,
            Fields::Unit => {
                let message = format!("`struct {ident};` is `null` on the wire, and an object in the schema");
                self.differs(ident, &message, (body.place, ""), &[format!("write `struct {ident} {{}}`")]);
                return None;
            }
            Fields::Unnamed(fields) => {
                let message = "fields without names are no object on the wire, as the schema says";
                self.differs(fields, message, (body.place, ""), &["give them their names".to_owned()]);
                return None;
            }
        };
        let written = named.named.iter().filter_map(|field| {
            let serde = serde::Field::read(&field.attrs);
            let ident = field.ident.as_ref().filter(|_| !serde.skip)?;
            let wire = container.wire(ident, &serde);
            Some(Written { ident, ty: &field.ty, serde, wire })
        });
        Some(written.collect())
    }

    fn field(&mut self, field: &Written<'_>, expected: &Field, container: &Container) {
        let (set, name) = (self.model(), &expected.name);
        if !field.serde.with && !types::fits(set, &expected.ty, field.ty) {
            let (yaml, rust) = (set.spelled(&expected.ty), types::spelled(set, &expected.ty));
            let (found, mut help) = (types::written(field.ty), Vec::new());
            match types::form_of_functions(&expected.ty) {
                Some(form) => {
                    help.push(format!("in Rust that is `{rust}`, written as {form}: `#[serde(with = \"…\")]`"));
                }
                None if yaml != rust => help.push(format!("in Rust that is `{rust}`")),
                None => {}
            }
            let message = format!("`{name}` is `{yaml}` in the schema, and `{found}` here");
            self.differs(field.ty, &message, (expected.type_place, ""), &help);
        }
        self.field_aliases(field, expected);
        self.absent(field, expected, container);
        if let Some(span) = field.serde.skip_if.filter(|_| !expected.ty.is_optional()) {
            let message = format!("`{name}` is always written, as the schema says, and here only sometimes");
            let help = "drop `skip_serializing_if`".to_owned();
            self.differs(Ident::new("serde", span), &message, (expected.place, ""), &[help]);
        }
    }

    fn field_aliases(&mut self, field: &Written<'_>, expected: &Field) {
        let name = &expected.name;
        for alias in field.serde.aliases.iter().filter(|alias| !expected.aliases.contains(&alias.value())) {
            let message = format!("`{}` is no alias of `{name}` in the schema", alias.value());
            self.differs(alias, &message, (expected.place, ""), &["list it under `aliases`".to_owned()]);
        }
        let has = |text: &str| field.serde.aliases.iter().any(|alias| alias.value() == text);
        for missing in expected.aliases.iter().filter(|alias| !has(alias)) {
            let message = format!("`{missing}` still reads as `{name}` in the schema, and not here");
            let help = format!("add `#[serde(alias = \"{missing}\")]`");
            self.differs(field.ident, &message, (expected.place, ""), &[help]);
        }
    }

    /// What an absent field reads as is the same, as far as it is seen.
    fn absent(&mut self, field: &Written<'_>, expected: &Field, container: &Container) {
        let name = &expected.name;
        let default = field.serde.default.or(container.default.then_some(Default_::Function));
        match (&expected.default, default) {
            (Some(value), None) => {
                let message = format!("an absent `{name}` reads as `{value}` in the schema, and is an error here");
                let is_plain = types::default_of(&expected.ty).contains(&value.to_string().as_str());
                let help = if is_plain { "add `#[serde(default)]`" } else { "add `#[serde(default = \"…\")]`" };
                self.differs(field.ident, &message, (expected.place, ""), &[help.to_owned()]);
            }
            (Some(value), Some(Default_::Type)) => {
                let of_type = types::default_of(&expected.ty);
                if let Some(first) = of_type.first().filter(|_| !of_type.contains(&value.to_string().as_str())) {
                    let message = format!("an absent `{name}` reads as `{value}` in the schema, and as `{first}` here");
                    let help = "name a function: `#[serde(default = \"…\")]`".to_owned();
                    self.differs(field.ident, &message, (expected.place, ""), &[help]);
                }
            }
            (None, Some(_)) if !expected.ty.is_optional() => {
                let message = format!("an absent `{name}` is an error in the schema, and has a default here");
                let help = "drop the default of serde, or add `default: …` to the schema".to_owned();
                self.differs(field.ident, &message, (expected.place, ""), &[help]);
            }
            (None, None) if expected.ty.is_optional() && field.serde.read_with => {
                let message = format!("an absent `{name}` is none in the schema, and an error here");
                let help = "add `default`: serde asks the function of a field only for what is there".to_owned();
                self.differs(field.ident, &message, (expected.place, ""), &[help]);
            }
            (Some(_), Some(Default_::Function)) | (None, _) => {}
        }
    }

    /// A field that the body does not have; the name of the one that is meant, if one is.
    fn extra<'b>(&mut self, field: &Written<'_>, body: &'b Body, version: &str) -> Option<&'b str> {
        let wire = &field.wire;
        if let Some(today) = body.fields.iter().find(|expected| expected.aliases.contains(wire)) {
            let message = format!("`{wire}` is an earlier name in the schema; today's is `{}`", today.wire_name);
            let help = format!("rename it, and add `#[serde(alias = \"{wire}\")]`");
            self.differs(field.ident, &message, (today.place, ""), &[help]);
            return Some(&today.wire_name);
        }
        let message = format!("{version} has no field `{wire}`");
        let meant = nearest(wire, body.fields.iter().map(|expected| expected.wire_name.as_str()));
        match body.fields.iter().find(|expected| meant == Some(expected.wire_name.as_str())) {
            Some(meant) => {
                let help = format!("did you mean `{}`?", meant.wire_name);
                self.differs(field.ident, &message, (meant.place, ""), &[help]);
                Some(&meant.wire_name)
            }
            None => {
                let help = "a published version stays as it is: a new field is part of a new version".to_owned();
                self.differs(field.ident, &message, (body.place, ""), &[help]);
                None
            }
        }
    }

    /// A field that the struct does not have.
    fn missing(&mut self, missing: &Field, version: &str) {
        let (set, ident) = (self.model(), &self.input.ident);
        let rust = types::spelled(set, &missing.ty);
        let message = format!("{version} has a field `{}`, and `{ident}` has not", missing.wire_name);
        let field = format!("`{}: {rust}`", missing.rust_name);
        let help = if missing.wire_name == missing.rust_name {
            format!("add {field}")
        } else {
            format!("add {field}, which is `{}` on the wire: `#[serde(rename = …)]`", missing.wire_name)
        };
        self.differs(ident, &message, (missing.place, ""), &[help]);
    }

    /// The key inside the payload that holds the name.
    fn tag(&mut self, container: &Container, body: &Body, version: &str) {
        let ident = &self.input.ident;
        let name = container.rename.as_ref().map_or_else(|| ident.to_string(), syn::LitStr::value);
        match (&container.tag, &body.tag) {
            (None, None) => {}
            (Some(tag), None) => {
                let message = format!("{version} does not write its name into the payload");
                self.differs(tag, &message, (body.place, ""), &["drop `tag`".to_owned()]);
            }
            (found, Some(expected)) => {
                let found = found.as_ref().filter(|tag| tag.value() == expected.key);
                if found.is_some() && name == expected.value {
                    return;
                }
                let message = format!(
                    "{version} writes its name into the payload, as `\"{}\": \"{}\"`",
                    expected.key, expected.value
                );
                let rename =
                    if ident == &expected.value { String::new() } else { format!(", rename = \"{}\"", expected.value) };
                let help = format!("write `#[serde(tag = \"{}\"{rename})]`", expected.key);
                let at = match (&container.tag, &container.rename) {
                    (Some(tag), None) => tag.to_token_stream(),
                    (_, Some(rename)) => rename.to_token_stream(),
                    (None, None) => ident.to_token_stream(),
                };
                self.differs(at, &message, (body.place, ""), &[help]);
            }
        }
    }
}
