//! Values that the schema fixes (`fill` and `default`): a Rust literal where there is one, otherwise a static that is
//! decoded from its JSON at first use.

use std::collections::HashMap;

use serde_json::Value;

use super::expression::Expr;
use super::layout::{Doc, Writer, list};
use super::names;
use super::scope::Scope;
use super::text::{literal, raw_literal};
use crate::model::{Builtin, EnumId, Named, Type};

/// The longest name of a static, so that its use fits on a line wherever it stands.
const LONGEST: usize = 50;

/// Statics that are needed, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Statics {
    /// Names that are taken, and how often each was asked for.
    taken: HashMap<String, u32>,
    found: Vec<Static>,
}

#[derive(Debug)]
struct Static {
    name: String,
    ty: Vec<Doc>,
    json: String,
    codec: Option<String>,
}

impl Statics {
    /// The expression for a value of a field; `owner` is the record or union that the field belongs to, `words` what a
    /// static is called after.
    pub(super) fn value(
        &mut self,
        scope: &Scope<'_>,
        ty: &Type,
        owner: Option<Named>,
        value: &Value,
        words: &[&str],
    ) -> Expr {
        match plain(scope, ty, value) {
            Some(expr) => expr,
            None if scope.refuses(ty, value) => {
                Expr::atom(self.refusable(scope, ty, owner, value, words)).method("read", Vec::new()).tried()
            }
            None => Expr::atom(self.refusable(scope, ty, owner, value, words)).method("get", Vec::new()),
        }
    }

    /// The static of a value, which a type of the project's may refuse.
    pub(super) fn refusable(
        &mut self,
        scope: &Scope<'_>,
        ty: &Type,
        owner: Option<Named>,
        value: &Value,
        words: &[&str],
    ) -> String {
        let mut name = words.join("_").to_uppercase();
        name.truncate(LONGEST);
        self.number(&mut name);
        let ty_docs = scope.field_type(ty, owner);
        self.found.push(Static { name: name.clone(), ty: ty_docs, json: value.to_string(), codec: scope.codec(ty) });
        name
    }

    /// Appends a number to a name that is taken.
    fn number(&mut self, name: &mut String) {
        let base = name.clone();
        while let Some(count) = self.taken.get_mut(name.as_str()) {
            *count += 1;
            let next = *count;
            *name = format!("{base}_{next}");
        }
        self.taken.insert(name.clone(), 1);
    }

    /// Writes the statics that were needed since the last call.
    pub(super) fn write(&mut self, writer: &mut Writer) {
        for Static { name, ty, json, codec } in self.found.drain(..) {
            let mut arguments = vec![Doc::consistent(0, ty)];
            arguments.extend(codec.map(Doc::text));
            let mut parts = vec![Doc::text(format!("static {name}: __rt::Constant"))];
            parts.extend(list("<", arguments, ">"));
            parts.push(Doc::text(" = "));
            parts.push(Doc::never());
            parts.extend(Expr::atom(raw_literal(&json)).into_call("__rt::Constant::new").docs());
            parts.push(Doc::text(";"));
            writer.doc(&[Doc::consistent(0, parts)]);
        }
    }

    /// Whether statics are waiting to be written.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

/// A value as a Rust literal of its type, if it is that simple.
fn plain(scope: &Scope<'_>, ty: &Type, value: &Value) -> Option<Expr> {
    match (ty, value) {
        (Type::Optional(_), Value::Null) => Some(Expr::atom(scope.prelude("None"))),
        (Type::Optional(inner), value) => Some(plain(scope, inner, value)?.into_call(scope.prelude("Some"))),
        (Type::Builtin(builtin), value) => plain_builtin(scope, *builtin, value),
        (Type::Named(Named::Scalar(id)), value) => {
            if scope.schema.own.scalar(*id).is_some() {
                return None;
            }
            let scalar = &scope.set()[*id];
            let inner = plain(scope, &scalar.inner, value)?;
            scalar.constraints.is_empty().then(|| inner.into_call(scope.scalar(*id)))
        }
        (Type::Named(Named::Enum(id)), Value::String(text)) => variant(scope, *id, text),
        (Type::List(_), Value::Array(items)) if items.is_empty() => {
            Some(Expr::Call(format!("{}::new", scope.prelude("Vec")), Vec::new()))
        }
        (Type::Set(inner), Value::Array(items)) if items.is_empty() => {
            let set = if scope.is_float(inner) { scope.prelude("Vec") } else { "::std::collections::BTreeSet" };
            Some(Expr::Call(format!("{set}::new"), Vec::new()))
        }
        (Type::Map(..), Value::Object(entries)) if entries.is_empty() => {
            Some(Expr::Call("::std::collections::BTreeMap::new".to_owned(), Vec::new()))
        }
        _ => None,
    }
}

fn plain_builtin(scope: &Scope<'_>, builtin: Builtin, value: &Value) -> Option<Expr> {
    match (builtin, value) {
        (Builtin::Bool, Value::Bool(value)) => Some(Expr::atom(value.to_string())),
        (Builtin::String, Value::String(text)) => {
            Some(Expr::atom(literal(text)).into_call(format!("{}::from", scope.prelude("String"))))
        }
        (Builtin::F32 | Builtin::F64, Value::Number(number)) => Some(Expr::atom(format!("{:?}", number.as_f64()?))),
        (Builtin::U64String | Builtin::I64String, Value::String(digits)) => {
            digits.parse::<i128>().ok().map(|number| Expr::atom(number.to_string()))
        }
        (integer, Value::Number(number)) if integer.integer_bounds().is_some() => integer_text(number).map(Expr::atom),
        _ => None,
    }
}

/// An integer, which may be written as `1.0`.
fn integer_text(number: &serde_json::Number) -> Option<String> {
    let whole = number.as_i64().map(|whole| whole.to_string());
    whole.or_else(|| number.as_u64().map(|whole| whole.to_string()))
}

/// The variant that a text reads as.
fn variant(scope: &Scope<'_>, id: EnumId, text: &str) -> Option<Expr> {
    let definition = &scope.set()[id];
    let value =
        definition.values.iter().find(|value| value.wire == text || value.aliases.iter().any(|alias| alias == text))?;
    Some(Expr::atom(format!("{}::{}", scope.enumeration(id), names::identifier(&value.rust_name))))
}

/// An expression in an attribute, where prettyplease sees tokens.
pub(super) fn in_attribute(expr: &Expr) -> Vec<Doc> {
    match expr {
        // The derives take a text as it is for a `String`; within a newtype it is an expression as any other.
        Expr::Call(function, arguments) if function.ends_with("String::from") => {
            arguments.iter().flat_map(Expr::docs).collect()
        }
        other => tokens(other),
    }
}

fn tokens(expr: &Expr) -> Vec<Doc> {
    match expr {
        Expr::Call(function, arguments) => {
            let inner = arguments.iter().map(|argument| Doc::consistent(0, tokens(argument)));
            vec![super::attributes::call(function, inner.collect())]
        }
        Expr::Method(receiver, name, _) => {
            let mut docs = tokens(receiver);
            docs.push(super::attributes::call(&format!(".{name}"), Vec::new()));
            docs
        }
        other => other.docs(),
    }
}
