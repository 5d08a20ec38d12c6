//! An object of a payload, its members as the text that they have there.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use crate::cursor::Cursor;
use crate::model::Field;

/// So few members are looked through without an index.
const FEW: usize = 16;

/// The members of an object.
#[derive(Debug, Default)]
pub(super) struct Object<'t> {
    members: Vec<(Cow<'t, str>, &'t str)>,
    /// Where each stands, if there are many.
    places: HashMap<Cow<'t, str>, usize>,
}

impl<'t> Object<'t> {
    /// Those of a text that is known to be JSON; none if it is no object.
    pub(super) fn of(text: &'t str) -> Self {
        let mut object = Self::default();
        let mut cursor = Cursor::new(text);
        if !cursor.take(b'{') {
            return object;
        }
        while let Some(key) = cursor.string() {
            if !cursor.take(b':') {
                break;
            }
            let Some(value) = value(&mut cursor) else { break };
            object.members.push((key, value));
            if !cursor.take(b',') {
                break;
            }
        }
        if object.members.len() > FEW {
            let names = object.members.iter().enumerate();
            object.places = names.map(|(place, (name, _))| (name.clone(), place)).collect();
        }
        object
    }

    /// The member of a name.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        if self.members.len() > FEW {
            return self.places.get(name).map(|place| self.members[*place].1);
        }
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// The text under a name.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'t, str>> {
        string(self.get(name)?)
    }

    /// The value of a field, its default where it is absent; `None` where there is none.
    pub(super) fn field(&self, field: &Field) -> Option<Cow<'t, str>> {
        let mut names = std::iter::once(&field.wire_name).chain(&field.aliases);
        let found = match names.find_map(|name| self.get(name)) {
            Some(found) => Cow::Borrowed(found),
            None => Cow::Owned(field.default.as_ref().map(Value::to_string)?),
        };
        (!(is_null(&found) && field.ty.is_optional())).then_some(found)
    }

    /// All members, in their order.
    pub(super) fn members(&self) -> &[(Cow<'t, str>, &'t str)] {
        &self.members
    }
}

/// The items of a list, in their order.
pub(super) fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut cursor = Cursor::new(text);
    if cursor.take(b'[') && cursor.peek() != b']' {
        while let Some(item) = value(&mut cursor) {
            items.push(item);
            if !cursor.take(b',') {
                break;
            }
        }
    }
    items
}

/// What a string says; `None` if it is none.
pub(super) fn string(text: &str) -> Option<Cow<'_, str>> {
    Cursor::new(text).string()
}

pub(super) fn is_null(text: &str) -> bool {
    text.trim_ascii() == "null"
}

/// Takes a value and gives its text.
fn value<'t>(cursor: &mut Cursor<'t>) -> Option<&'t str> {
    cursor.peek();
    let start = *cursor;
    cursor.skip()?;
    Some(cursor.since(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_items_keep_their_text() {
        let object = Object::of(" { \"a\" : 1.50 , \"\\u0062\":[ 1 , {\"c\":\"}\"} ] }");
        assert_eq!(
            (object.get("a"), object.get("b"), object.get("c")),
            (Some("1.50"), Some("[ 1 , {\"c\":\"}\"} ]"), None)
        );
        assert_eq!(items(object.get("b").expect("there")), ["1", "{\"c\":\"}\"}"]);
        assert!(items("[]").is_empty() && Object::of("[1]").members().is_empty());
        let many = format!("{{{}}}", (0..40).map(|n| format!("\"k{n}\":{n}")).collect::<Vec<_>>().join(","));
        assert_eq!(Object::of(&many).get("k39"), Some("39"));
    }
}
