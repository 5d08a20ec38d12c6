//! Defaults, fills and examples: read as JSON of the field's type once every type is known, and held against it.

use serde_json::{Map, Number, Value};

use crate::diagnostic::Diagnostic;
use crate::model::{Builtin, Definition, Field, Named, SchemaSet, Type};
use crate::rules;
use crate::value;
use crate::written::{Reader, shortened};
use crate::yaml::{Node, NodeKind, PlainKind};

use super::Resolver;

/// Which value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Default,
    Fill,
    Example,
}

/// Where a field is in the model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address {
    pub(super) definition: Definition,
    pub(super) body: usize,
    pub(super) variant: Option<usize>,
    pub(super) field: usize,
}

/// A value that waits for the types.
pub(super) struct Pending<'f> {
    pub(super) address: Address,
    pub(super) which: Which,
    pub(super) node: &'f Node,
    pub(super) subject: String,
}

impl Resolver<'_> {
    pub(super) fn values(&mut self) {
        for pending in std::mem::take(&mut self.pending) {
            self.subject.clone_from(&pending.subject);
            let Some(field) = field_at(&mut self.set, pending.address).map(|field| field.clone()) else { continue };
            let mut reader = Reader::default();
            let json = json_of(&mut reader, &self.set, Some(&field.ty), pending.node);
            let readable = reader.problems.is_empty();
            for problem in reader.problems.into_list() {
                self.report(problem);
            }
            if !readable {
                continue;
            }
            if let Err(misfits) = value::check(&self.set, &field.ty, &[&field.constraints], &json) {
                let word = match pending.which {
                    Which::Default => "default",
                    Which::Fill => "fill",
                    Which::Example => "example",
                };
                for misfit in misfits {
                    let at = if misfit.path == "$" { String::new() } else { format!(" at `{}`", misfit.path) };
                    self.report(
                        Diagnostic::new(
                            &rules::value_does_not_fit::RULE,
                            pending.node.place,
                            format!("the {word} does not fit the type{at}: {}", misfit.message),
                        )
                        .with_also(field.type_place, "the type"),
                    );
                }
                continue;
            }
            if let Some(field) = field_at(&mut self.set, pending.address) {
                let slot = match pending.which {
                    Which::Default => &mut field.default,
                    Which::Fill => &mut field.fill,
                    Which::Example => &mut field.example,
                };
                *slot = Some(json);
            }
        }
        self.subject.clear();
    }
}

fn field_at(set: &mut SchemaSet, address: Address) -> Option<&mut Field> {
    let fields = match address.definition {
        Definition::Event(id) => &mut set.events.get_mut(id.index())?.versions.body_mut(address.body)?.fields,
        Definition::Command(id) => &mut set.commands.get_mut(id.index())?.versions.body_mut(address.body)?.fields,
        Definition::Query(id) => &mut set.queries.get_mut(id.index())?.versions.body_mut(address.body)?.fields,
        Definition::Record(id) => &mut set.records.get_mut(id.index())?.versions.body_mut(address.body)?.fields,
        Definition::Union(id) => {
            let body = set.unions.get_mut(id.index())?.versions.body_mut(address.body)?;
            &mut body.variants.get_mut(address.variant?)?.fields
        }
        Definition::Rejection(id) => &mut set.rejections.get_mut(id.index())?.fields,
        Definition::Process(id) => &mut set.processes.get_mut(id.index())?.state,
        Definition::View(id) => match &mut set.views.get_mut(id.index())?.value {
            crate::model::Returns::Fields(fields) => fields,
            crate::model::Returns::Type(_) | crate::model::Returns::View { .. } => return None,
        },
        Definition::Scalar(_) | Definition::Enum(_) => return None,
    };
    fields.get_mut(address.field)
}

/// What a type makes of a plain scalar.
enum Expects<'t> {
    Text,
    Anything,
    Other,
    Fields(Vec<(&'t str, &'t Field)>),
    Items(&'t Type),
    Entries(&'t Type),
}

fn expects<'t>(set: &'t SchemaSet, ty: Option<&'t Type>, node: &Node) -> Expects<'t> {
    let Some(ty) = ty else { return Expects::Anything };
    let fields = |fields: &'t [Field]| {
        Expects::Fields(
            fields
                .iter()
                .flat_map(|field| {
                    std::iter::once(&field.wire_name).chain(&field.aliases).map(move |name| (name.as_str(), field))
                })
                .collect(),
        )
    };
    match ty {
        Type::Optional(inner) => expects(set, Some(inner), node),
        Type::List(inner) | Type::Set(inner) => Expects::Items(inner),
        Type::Map(_, inner) => Expects::Entries(inner),
        Type::Builtin(Builtin::Json) => Expects::Anything,
        Type::Builtin(builtin) => match builtin.json_form() {
            crate::model::JsonForm::Text => Expects::Text,
            _ => Expects::Other,
        },
        Type::Named(Named::Scalar(id)) => expects(set, set.scalars.get(id.index()).map(|scalar| &scalar.inner), node),
        Type::Named(Named::Enum(_)) => Expects::Text,
        Type::Named(Named::Record(id, version)) => {
            match set.records.get(id.index()).and_then(|record| record.versions.at(*version)) {
                Some(body) => fields(&body.fields),
                None => Expects::Other,
            }
        }
        Type::Named(Named::Union(id, version)) => {
            let Some(union) = set.unions.get(id.index()) else { return Expects::Other };
            let tag =
                node.entry(&union.tag).and_then(|entry| entry.value.as_scalar()).map(|scalar| scalar.text.as_str());
            let variant = union
                .versions
                .at(*version)
                .and_then(|body| body.variants.iter().find(|variant| Some(variant.name.as_str()) == tag));
            // With `content`, the fields stand one level deeper; both levels take their names from here.
            variant.map_or(Expects::Other, |variant| fields(&variant.fields))
        }
    }
}

/// A node as JSON of a type; where the type means text, what YAML reads as something else is reported.
fn json_of(reader: &mut Reader, set: &SchemaSet, ty: Option<&Type>, node: &Node) -> Value {
    let expected = expects(set, ty, node);
    match &node.kind {
        NodeKind::List(nodes) => {
            let item = match expected {
                Expects::Items(item) => Some(item),
                _ => None,
            };
            Value::Array(nodes.iter().map(|node| json_of(reader, set, item, node)).collect())
        }
        NodeKind::Map(entries) => {
            let mut object = Map::new();
            for entry in entries {
                reader.key(entry);
                let inner = match &expected {
                    Expects::Fields(fields) => {
                        fields.iter().find(|(name, _)| *name == entry.key).map(|(_, field)| &field.ty)
                    }
                    Expects::Entries(value) => Some(*value),
                    _ => None,
                };
                // The object of a union's `content` has the fields of the variant found by the tag beside it.
                let nested = match (&entry.value.kind, inner, &expected) {
                    (NodeKind::Map(content), None, Expects::Fields(fields)) => {
                        let mut nested = Map::new();
                        for entry in content {
                            let ty = fields.iter().find(|(name, _)| *name == entry.key).map(|(_, field)| &field.ty);
                            nested.insert(entry.key.clone(), json_of(reader, set, ty, &entry.value));
                        }
                        Value::Object(nested)
                    }
                    _ => json_of(reader, set, inner, &entry.value),
                };
                object.insert(entry.key.clone(), nested);
            }
            Value::Object(object)
        }
        NodeKind::Scalar(scalar) => {
            if matches!(expected, Expects::Text)
                && scalar.plain_kind() != PlainKind::Null
                && reader.needs_quotes(scalar, node.place)
            {
                return Value::Null;
            }
            match scalar.plain_kind() {
                PlainKind::Null => Value::Null,
                PlainKind::Bool(value) => Value::Bool(value),
                PlainKind::Integer | PlainKind::Float => match number(&scalar.text) {
                    Some(number) => Value::Number(number),
                    None => {
                        reader.report(Diagnostic::new(
                            &rules::value_does_not_fit::RULE,
                            node.place,
                            format!("`{}` is not a number that JSON can hold", shortened(&scalar.text)),
                        ));
                        Value::Null
                    }
                },
                PlainKind::Text => {
                    if matches!(expected, Expects::Anything) {
                        reader.needs_quotes(scalar, node.place);
                    }
                    Value::String(scalar.text.clone())
                }
            }
        }
    }
}

/// A number of YAML as JSON has it.
fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let radix =
        |prefix: &str, radix| unsigned.strip_prefix(prefix).map(|digits| u64::from_str_radix(digits, radix).ok());
    if let Some(value) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return value.map(Number::from);
    }
    if let Ok(value) = unsigned.parse::<u64>() {
        return Some(Number::from(value));
    }
    if let Ok(value) = unsigned.parse::<i64>() {
        return Some(Number::from(value));
    }
    Number::from_f64(unsigned.parse::<f64>().ok()?)
}
