//! Defaults, fills and examples: read as JSON of the field's type once every type is known, and held against it.

use std::rc::Rc;

use serde_json::{Map, Number, Value};

use crate::diagnostic::Diagnostic;
use crate::model::{Builtin, Constraints, Definition, Field, Named, SchemaSet, Type, ViewValue};
use crate::rules;
use crate::source::Place;
use crate::value::{FieldNames, Known};
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

/// What a value is held against.
struct Target {
    ty: Type,
    constraints: Constraints,
    type_place: Place,
}

impl Resolver<'_> {
    /// Reads every value. That a field has a default is known before the first is read, since it says whether the
    /// field may be left out of another default.
    pub(super) fn values(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        for pending in &pending {
            self.set_value(pending, Some(Value::Null));
        }
        let target = |field: &Field| Target {
            ty: field.ty.clone(),
            constraints: field.constraints.clone(),
            type_place: field.type_place,
        };
        let targets: Vec<Option<Target>> =
            pending.iter().map(|pending| field_at(&mut self.set, pending.address).map(|field| target(field))).collect();
        let set = std::mem::take(&mut self.set);
        let known = Known::new(&set);
        let read: Vec<Option<Value>> = pending
            .iter()
            .zip(&targets)
            .map(|(pending, target)| self.value(&known, pending, target.as_ref()?))
            .collect();
        drop(known);
        self.set = set;
        for (pending, value) in pending.iter().zip(read) {
            self.set_value(pending, value);
        }
        self.subject.clear();
    }

    fn set_value(&mut self, pending: &Pending<'_>, value: Option<Value>) {
        if let Some(field) = field_at(&mut self.set, pending.address) {
            match pending.which {
                Which::Default => field.default = value,
                Which::Fill => field.fill = value,
                Which::Example => field.example = value,
            }
        }
    }

    /// The value, if it is one of the field's type.
    fn value<'t>(&mut self, known: &Known<'t>, pending: &Pending<'_>, field: &'t Target) -> Option<Value> {
        self.subject.clone_from(&pending.subject);
        if self.problems.is_full(pending.node.place.file) {
            self.broken.insert(self.subject.clone());
            return None;
        }
        let mut reader = Reader::default();
        let json = json_of(&mut reader, known, Some(&field.ty), pending.node);
        let readable = reader.problems.is_empty();
        for problem in reader.problems.into_list() {
            self.report(problem);
        }
        if !readable {
            return None;
        }
        let Err(misfits) = known.check(&field.ty, &[&field.constraints], &json) else { return Some(json) };
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
        None
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
            ViewValue::Fields(fields) => fields,
            ViewValue::Type(_) => return None,
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
    Fields(Rc<FieldNames<'t>>, &'t [Field]),
    Items(&'t Type),
    Entries(&'t Type),
}

fn expects<'t>(known: &Known<'t>, ty: Option<&'t Type>, node: &Node) -> Expects<'t> {
    let set = known.set();
    let Some(ty) = ty else { return Expects::Anything };
    let fields = |fields: &'t [Field]| Expects::Fields(known.field_names(fields), fields);
    match ty {
        Type::Optional(inner) => expects(known, Some(inner), node),
        Type::List(inner) | Type::Set(inner) => Expects::Items(inner),
        Type::Map(_, inner) => Expects::Entries(inner),
        Type::Builtin(Builtin::Json) => Expects::Anything,
        Type::Builtin(builtin) => match builtin.json_form() {
            crate::model::JsonForm::Text => Expects::Text,
            _ => Expects::Other,
        },
        Type::Named(Named::Scalar(id)) => expects(known, set.scalars.get(id.index()).map(|scalar| &scalar.inner), node),
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
            let variant = union.versions.at(*version).and_then(|body| known.variant(&body.variants, tag?));
            // With `content`, the fields stand one level deeper; both levels take their names from here.
            variant.map_or(Expects::Other, |variant| fields(&variant.fields))
        }
    }
}

fn type_of<'t>(names: &FieldNames<'t>, fields: &'t [Field], name: &str) -> Option<&'t Type> {
    names.position(name).map(|index| &fields[index].ty)
}

/// A node as JSON of a type; where the type means text, what YAML reads as something else is reported.
fn json_of<'t>(reader: &mut Reader, known: &Known<'t>, ty: Option<&'t Type>, node: &Node) -> Value {
    let expected = expects(known, ty, node);
    match &node.kind {
        NodeKind::List(nodes) => {
            let item = match expected {
                Expects::Items(item) => Some(item),
                _ => None,
            };
            Value::Array(nodes.iter().map(|node| json_of(reader, known, item, node)).collect())
        }
        NodeKind::Map(entries) => {
            let mut object = Map::new();
            for entry in entries {
                reader.key(entry);
                let inner = match &expected {
                    Expects::Fields(names, fields) => type_of(names, fields, &entry.key),
                    Expects::Entries(value) => Some(*value),
                    _ => None,
                };
                // The object of a union's `content` has the fields of the variant found by the tag beside it.
                let nested = match (&entry.value.kind, inner, &expected) {
                    (NodeKind::Map(content), None, Expects::Fields(names, fields)) => {
                        let mut nested = Map::new();
                        for entry in content {
                            let ty = type_of(names, fields, &entry.key);
                            nested.insert(entry.key.clone(), json_of(reader, known, ty, &entry.value));
                        }
                        Value::Object(nested)
                    }
                    _ => json_of(reader, known, inner, &entry.value),
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
