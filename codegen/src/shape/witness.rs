//! A value that was found, as a tree that shares its parts, with the length of its JSON.

use std::rc::Rc;

use serde_json::{Map, Value};

/// The longest value, in bytes of JSON, that is written out.
const LONGEST: usize = 4 << 20;

/// A value.
#[derive(Clone, Debug)]
pub(super) struct Witness(Rc<Tree>);

#[derive(Debug)]
struct Tree {
    /// Bytes of its shortest JSON.
    size: usize,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Leaf(Value),
    Array(Vec<Witness>),
    Object(Vec<(Rc<str>, Witness)>),
}

impl Witness {
    /// Null, a boolean, a number or a string.
    pub(super) fn leaf(value: Value) -> Self {
        let size = value.to_string().len();
        Self(Rc::new(Tree { size, form: Form::Leaf(value) }))
    }

    pub(super) fn array(items: Vec<Witness>) -> Self {
        let size = items.iter().fold(1 + items.len().max(1), |size, item| size.saturating_add(item.size()));
        Self(Rc::new(Tree { size, form: Form::Array(items) }))
    }

    pub(super) fn object(members: Vec<(Rc<str>, Witness)>) -> Self {
        let commas = members.len().saturating_sub(1);
        let size = members.iter().fold(2 + commas, |size, (key, value)| size.saturating_add(member_size(key, value)));
        Self(Rc::new(Tree { size, form: Form::Object(members) }))
    }

    pub(super) fn size(&self) -> usize {
        self.0.size
    }

    /// The value written out; `None` if it is too long.
    pub(super) fn to_value(&self) -> Option<Value> {
        (self.size() <= LONGEST).then(|| self.written())
    }

    fn written(&self) -> Value {
        match &self.0.form {
            Form::Leaf(value) => value.clone(),
            Form::Array(items) => items.iter().map(Self::written).collect(),
            Form::Object(members) => {
                let members: Map<String, Value> =
                    members.iter().map(|(key, value)| (key.to_string(), value.written())).collect();
                Value::Object(members)
            }
        }
    }
}

/// What a member adds to an object, without a comma.
pub(super) fn member_size(key: &str, value: &Witness) -> usize {
    text_size(key) + 1 + value.size()
}

/// The length of a text as JSON.
pub(super) fn text_size(text: &str) -> usize {
    Value::from(text).to_string().len()
}
