//! Fields: `name: TYPE` or `name: { type: TYPE, … }`.

use super::reader::Reader;
use super::{Text, WrittenConstraints, WrittenField, WrittenFrom};
use crate::keys;
use crate::yaml::{Entry, Node, NodeKind};

impl Reader {
    /// The fields of a body.
    pub(super) fn fields<'a>(&mut self, node: &'a Node, what: &str) -> Vec<WrittenField<'a>> {
        if matches!(&node.kind, NodeKind::Scalar(scalar) if scalar.text.is_empty()) {
            self.wrong_shape(node, &format!("{what} is a mapping of fields"), "write `{}` for no field at all");
            return Vec::new();
        }
        self.map(node, what).iter().map(|entry| self.field(entry)).collect()
    }

    fn field<'a>(&mut self, entry: &'a Entry) -> WrittenField<'a> {
        let mut field = WrittenField {
            name: self.key(entry),
            ty: None,
            constraints: None,
            doc: None,
            example: None,
            deprecated: None,
            default: None,
            fill: None,
            from: None,
            with: None,
            map: Vec::new(),
            aliases: Vec::new(),
            form: None,
            pii: false,
            unit: None,
            wire: None,
        };
        let NodeKind::Map(entries) = &entry.value.kind else {
            field.ty = self.ty(&entry.value);
            return field;
        };
        let mut has_type = false;
        for key in entries {
            let value = &key.value;
            match key.key.as_str() {
                "type" => {
                    has_type = true;
                    field.ty = self.ty(value);
                }
                "doc" => field.doc = self.text(value, "`doc`"),
                "example" => field.example = Some(value),
                "deprecated" => field.deprecated = self.text(value, "`deprecated`, the reason,").map(Box::new),
                "default" => field.default = Some(value),
                "fill" => field.fill = Some(value),
                "from" => field.from = self.source(value),
                "with" => field.with = self.text(value, "`with`, the path of a function,").map(Box::new),
                "map" => field.map = self.pairs(value, "`map`"),
                "aliases" => field.aliases = self.texts(value, "`aliases`"),
                "as" => field.form = self.text(value, "`as`").map(Box::new),
                "pii" => field.pii = self.boolean(value, "`pii`"),
                "unit" => field.unit = self.text(value, "`unit`").map(Box::new),
                "wire" => field.wire = self.text(value, "`wire`, the JSON name,").map(Box::new),
                _ if self.constraint(key, &mut field.constraints) => {}
                _ => self.unknown_key(key, "a field", keys::FIELD),
            }
        }
        if !has_type {
            self.missing_key(entry.key_place, "a field", "type", "write `type: string`, or the name of a definition");
        }
        field
    }

    /// Takes the entry if it is a constraint.
    pub(super) fn constraint<'a>(
        &mut self,
        entry: &'a Entry,
        constraints: &mut Option<Box<WrittenConstraints<'a>>>,
    ) -> bool {
        if !keys::CONSTRAINTS.contains(&entry.key.as_str()) {
            return false;
        }
        let constraints = constraints.get_or_insert_default();
        let value = &entry.value;
        match entry.key.as_str() {
            "min" => constraints.min = Some(value),
            "max" => constraints.max = Some(value),
            "min_length" => constraints.min_length = self.count(value, "`min_length`"),
            "max_length" => constraints.max_length = self.count(value, "`max_length`"),
            "pattern" => constraints.pattern = self.text(value, "`pattern`"),
            "min_items" => constraints.min_items = self.count(value, "`min_items`"),
            "max_items" => constraints.max_items = self.count(value, "`max_items`"),
            "unique" => {
                constraints.unique =
                    Some(super::Spanned { value: self.boolean(value, "`unique`"), place: value.place });
            }
            _ => return false,
        }
        true
    }

    fn source(&mut self, node: &Node) -> Option<WrittenFrom> {
        match &node.kind {
            NodeKind::Map(_) => Some(WrittenFrom::Gather(self.pairs(node, "`from`"), node.place)),
            _ => self.text(node, "`from`, a field of the previous version,").map(WrittenFrom::Path),
        }
    }

    /// A mapping of text to text.
    pub(super) fn pairs(&mut self, node: &Node, what: &str) -> Vec<(Text, Text)> {
        let entries = self.map(node, what);
        entries.iter().filter_map(|entry| Some((self.key(entry), self.text(&entry.value, "each value")?))).collect()
    }
}
