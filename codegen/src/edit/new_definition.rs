//! A definition as a person asks for it, and the keys and values that it is in a schema file.

use super::snippet::Value;
use crate::naming::snake;

/// What is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that happened.
    Event,
    /// Something that somebody wants done.
    Command,
    /// A question.
    Query,
    /// A body that others hold.
    Record,
    /// One of several bodies.
    Union,
    /// A newtype.
    Scalar,
    /// One of several values.
    Enum,
    /// Why a command is refused.
    Rejection,
    /// What events make of a key.
    View,
    /// What reacts to events with commands.
    Process,
}

impl Kind {
    /// The key of its section.
    #[must_use]
    pub fn section(self) -> &'static str {
        match self {
            Kind::Event => "events",
            Kind::Command => "commands",
            Kind::Query => "queries",
            Kind::Record => "records",
            Kind::Union => "unions",
            Kind::Scalar => "scalars",
            Kind::Enum => "enums",
            Kind::Rejection => "rejections",
            Kind::View => "views",
            Kind::Process => "processes",
        }
    }
}

/// A definition to add, as far as a person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDefinition {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// Names and types of fields; of a union `variant.field`, and variants and values without a type.
    pub fields: Vec<(String, Option<String>)>,
    /// Documentation.
    pub doc: Option<String>,
    /// The type of a scalar, of the entries of a view, or what a query returns.
    pub ty: Option<String>,
    /// The type of the key of a view or process; that of the file's aggregate, if nothing is said.
    pub key: Option<String>,
    /// What a command emits.
    pub emits: Vec<String>,
    /// Why a command may be refused.
    pub rejects: Vec<String>,
    /// The events that feed a view, or that a process reacts to.
    pub from: Vec<String>,
    /// The field of those events that holds the key of a process.
    pub by: Option<String>,
    /// What a process sends.
    pub sends: Vec<String>,
    /// What a rejection says.
    pub message: Option<String>,
    /// The key that tells the variants of a union apart.
    pub tag: Option<String>,
    /// Whether an enum or union keeps what it does not know.
    pub open: bool,
}

impl NewDefinition {
    /// A definition of which nothing is known but kind and name.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        NewDefinition {
            kind,
            name: name.into(),
            fields: Vec::new(),
            doc: None,
            ty: None,
            key: None,
            emits: Vec::new(),
            rejects: Vec::new(),
            from: Vec::new(),
            by: None,
            sends: Vec::new(),
            message: None,
            tag: None,
            open: false,
        }
    }

    /// The keys and values of the definition; `key` is the type of the aggregate's key.
    pub(super) fn value(&self, key: Option<&str>) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        let names = |names: &[String]| Value::List(names.iter().map(|name| text(name)).collect());
        let mut keys: Vec<(String, Value)> = Vec::new();
        let mut push = |key: &str, value: Value| keys.push((key.to_owned(), value));
        if let Some(doc) = &self.doc {
            push("doc", text(doc));
        }
        let key = self.key.as_deref().or(key);
        match self.kind {
            Kind::Event | Kind::Record => push("v1", self.body()),
            Kind::Command => {
                push("v1", self.body());
                for (key, listed) in [("emits", &self.emits), ("rejects", &self.rejects)] {
                    if !listed.is_empty() {
                        push(key, names(listed));
                    }
                }
            }
            Kind::Query => {
                push("v1", self.body());
                if let Some(ty) = &self.ty {
                    push("returns", text(ty));
                }
            }
            Kind::Union => {
                if self.open {
                    push("open", Value::Plain("true"));
                }
                if let Some(tag) = &self.tag {
                    push("tag", text(tag));
                }
                push("v1", self.variants());
            }
            Kind::Scalar => {
                let ty = self.ty.as_deref().unwrap_or("string");
                if self.doc.is_none() {
                    return text(ty);
                }
                keys.insert(0, ("type".to_owned(), text(ty)));
                return Value::Flow(keys);
            }
            Kind::Enum => {
                let values = Value::List(self.fields.iter().map(|(name, _)| text(name)).collect());
                if self.doc.is_none() && !self.open {
                    return values;
                }
                if self.open {
                    push("open", Value::Plain("true"));
                }
                push("values", values);
            }
            Kind::Rejection => {
                push("message", text(&self.message.clone().unwrap_or_else(|| in_words(&self.name))));
                if !self.fields.is_empty() {
                    push("fields", self.body());
                }
            }
            Kind::View => {
                if let Some(key) = key {
                    push("key", text(key));
                }
                match &self.ty {
                    Some(ty) => push("type", text(ty)),
                    None => push("fields", self.body()),
                }
                push("from", names(&self.from));
            }
            Kind::Process => {
                if let Some(key) = key {
                    push("key", text(key));
                }
                push("state", self.body());
                let reaction = || {
                    let by = self.by.iter().map(|by| ("by".to_owned(), text(by)));
                    Value::Flow(by.chain([("sends".to_owned(), names(&self.sends))]).collect())
                };
                let reactions = self.from.iter().map(|event| (event.clone(), reaction())).collect();
                push("reacts", if self.from.is_empty() { Value::Flow(Vec::new()) } else { Value::Lines(reactions) });
            }
        }
        Value::Lines(keys)
    }

    /// The fields of a body.
    fn body(&self) -> Value {
        let field = |(name, ty): &(String, Option<String>)| {
            (name.clone(), Value::Text(ty.clone().unwrap_or_else(|| "string".to_owned())))
        };
        Value::Flow(self.fields.iter().map(field).collect())
    }

    /// The variants of a union: `card.last4` is the field `last4` of the variant `card`.
    fn variants(&self) -> Value {
        let mut variants: Vec<(String, Vec<(String, Value)>)> = Vec::new();
        for (name, ty) in &self.fields {
            let (variant, field) = match name.split_once('.') {
                Some((variant, field)) => (variant, Some(field)),
                None => (name.as_str(), None),
            };
            let index = variants.iter().position(|(name, _)| name == variant).unwrap_or_else(|| {
                variants.push((variant.to_owned(), Vec::new()));
                variants.len() - 1
            });
            if let (Some(field), Some((_, fields))) = (field, variants.get_mut(index)) {
                let ty = ty.clone().unwrap_or_else(|| "string".to_owned());
                fields.push((field.to_owned(), Value::Text(ty)));
            }
        }
        Value::Flow(variants.into_iter().map(|(name, fields)| (name, Value::Flow(fields))).collect())
    }
}

/// `CartClosed` as `cart closed`.
fn in_words(name: &str) -> String {
    snake(name).replace('_', " ")
}
