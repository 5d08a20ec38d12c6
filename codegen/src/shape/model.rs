//! Bodies and types of the schema language as sets of values: what a closed writer may have written, and what a tolerant
//! reader reads (LANGUAGE.md, Evolution). A writer writes the fields of its schema and no others, under any of their
//! names, with those that have a default absent or present; a reader ignores what it does not know.

mod part;
mod relation;
mod scalars;

use std::collections::{HashMap, HashSet};

use crate::model::{Body, Constraints, Enum, Field, Named, SchemaSet, Tag, Type, Union};

use super::node::{ANY, Graph, Id, Kinds, Node};
use super::{Shape, Shapes};
pub use part::{Part, Root, Step};
pub use relation::Relation;

/// Which side a schema is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What may have been written.
    Writer,
    /// What is read.
    Reader,
}

/// The types of a schema set, seen from one side; each definition is made into a shape once.
#[derive(Debug)]
pub struct Types<'s> {
    set: &'s SchemaSet,
    side: Side,
    known: HashMap<Named, Id>,
    /// Definitions that lie too deep to follow at once.
    waiting: Vec<(Named, Id)>,
    depth: usize,
    /// Variants that the other side knows: what an open union of a writer keeps is none of them.
    foreign: HashSet<&'s str>,
}

/// How deep definitions nest before the rest waits its turn.
const DEPTH: usize = 60;

impl<'s> Types<'s> {
    /// Nothing made yet.
    #[must_use]
    pub fn new(set: &'s SchemaSet, side: Side) -> Self {
        Self { set, side, known: HashMap::new(), waiting: Vec::new(), depth: 0, foreign: HashSet::new() }
    }

    /// What a writer of these types may have written, for readers of `reader`: an open union keeps what it does not know,
    /// and what the reader knows was then written by one that knew it as well.
    #[must_use]
    pub fn of_writer_for(set: &'s SchemaSet, reader: &'s SchemaSet) -> Self {
        let open = reader.unions.iter().filter(|union| union.open);
        let bodies = open.flat_map(|union| union.versions.iter());
        let foreign = bodies.flat_map(|(_, body)| body.variants.iter().map(|variant| variant.name.as_str())).collect();
        Self { foreign, ..Self::new(set, Side::Writer) }
    }

    /// The payloads of a body, the key that holds the name included.
    pub fn body(&mut self, shapes: &mut Shapes, body: &Body) -> Shape {
        let id = self.members(shapes.graph(), body.tag.as_ref(), &body.fields);
        self.finish(shapes, id)
    }

    pub(super) fn object_of(&mut self, shapes: &mut Shapes, tag: Option<&Tag>, fields: &[Field]) -> Shape {
        let id = self.members(shapes.graph(), tag, fields);
        self.finish(shapes, id)
    }

    /// The objects of these fields, as a view or a rejection has them.
    pub fn fields(&mut self, shapes: &mut Shapes, fields: &[Field]) -> Shape {
        let id = self.members(shapes.graph(), None, fields);
        self.finish(shapes, id)
    }

    /// The values of a type with the constraints of its field.
    pub fn ty(&mut self, shapes: &mut Shapes, ty: &Type, constraints: &Constraints) -> Shape {
        let id = self.of(shapes.graph(), ty, constraints);
        self.finish(shapes, id)
    }

    fn finish(&mut self, shapes: &mut Shapes, id: Id) -> Shape {
        let graph = shapes.graph();
        while let Some((named, later)) = self.waiting.pop() {
            let id = self.definition(graph, named);
            graph.tell(later, id);
        }
        Shape(id)
    }

    fn of(&mut self, graph: &mut Graph, ty: &Type, constraints: &Constraints) -> Id {
        match ty {
            Type::Builtin(builtin) => scalars::builtin(graph, *builtin, self.side, constraints),
            Type::Named(named) => {
                let named_set = self.named(graph, *named);
                match self.set.wrapped(*named) {
                    Some(builtin) if !constraints.is_empty() => {
                        let narrowed = scalars::builtin(graph, builtin, self.side, constraints);
                        graph.all([named_set, narrowed])
                    }
                    _ => named_set,
                }
            }
            Type::List(item) => self.array(graph, item, constraints, constraints.unique),
            Type::Set(item) => self.array(graph, item, constraints, true),
            Type::Map(key, value) => self.map(graph, key, value, constraints),
            Type::Optional(inner) => {
                let null = graph.kinds(Kinds::NULL);
                let inner = self.of(graph, inner, constraints);
                graph.any_of([null, inner])
            }
        }
    }

    fn named(&mut self, graph: &mut Graph, named: Named) -> Id {
        if let Some(&known) = self.known.get(&named) {
            return known;
        }
        let later = graph.later();
        self.known.insert(named, later);
        if self.depth > DEPTH {
            self.waiting.push((named, later));
            return later;
        }
        self.depth += 1;
        let id = self.definition(graph, named);
        self.depth -= 1;
        graph.tell(later, id);
        self.known.insert(named, id);
        id
    }

    fn definition(&mut self, graph: &mut Graph, named: Named) -> Id {
        let set = self.set;
        match named {
            Named::Scalar(id) => self.of(graph, &set[id].inner, &set[id].constraints),
            Named::Enum(id) => enumeration(graph, &set[id]),
            Named::Record(id, version) => match set[id].versions.at(version) {
                Some(body) => self.members(graph, None, &body.fields),
                None => graph.kinds(Kinds::NONE),
            },
            Named::Union(id, version) => self.union(graph, &set[id], version),
        }
    }

    fn array(&mut self, graph: &mut Graph, item: &Type, constraints: &Constraints, unique: bool) -> Id {
        let mut parts = vec![graph.kinds(Kinds::ARRAY)];
        let item = self.of(graph, item, &Constraints::default());
        if item != ANY {
            parts.push(graph.add(Node::Items(0, item)));
        }
        parts.extend(constraints.min_items.filter(|min| *min > 0).map(|min| graph.add(Node::MinItems(min))));
        parts.extend(constraints.max_items.map(|max| graph.add(Node::MaxItems(max))));
        if unique {
            parts.push(graph.add(Node::Unique));
        }
        graph.all(parts)
    }

    fn map(&mut self, graph: &mut Graph, key: &Type, value: &Type, constraints: &Constraints) -> Id {
        let value = self.of(graph, value, &Constraints::default());
        self.map_of(graph, key, value, constraints)
    }

    fn map_of(&mut self, graph: &mut Graph, key: &Type, value: Id, constraints: &Constraints) -> Id {
        let mut parts = vec![graph.kinds(Kinds::OBJECT)];
        let keys = self.key(graph, key);
        let others = graph.not(keys);
        parts.push(graph.properties(others, super::node::NOTHING));
        parts.push(graph.properties(ANY, value));
        parts.extend(constraints.min_items.filter(|min| *min > 0).map(|min| graph.add(Node::MinProperties(min))));
        parts.extend(constraints.max_items.map(|max| graph.add(Node::MaxProperties(max))));
        if let Type::Named(Named::Enum(id)) = key {
            for value in &self.set[*id].values {
                // Texts that are one key of the map.
                let texts: Vec<&str> = std::iter::once(&value.wire).chain(&value.aliases).map(String::as_str).collect();
                parts.push(at_most_one(graph, &texts));
            }
        }
        graph.all(parts)
    }

    /// What the keys of a map are, as texts.
    fn key(&mut self, graph: &mut Graph, key: &Type) -> Id {
        let builtin = match key {
            Type::Builtin(builtin) => Some(*builtin),
            Type::Named(named) => self.set.wrapped(*named),
            Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => None,
        };
        let Some(builtin) = builtin else { return self.of(graph, key, &Constraints::default()) };
        match builtin.integer_bounds() {
            Some(bounds) => {
                let (min, max) = scalars::integer_range(self.set, key, bounds);
                let pattern = crate::format::integer_range_pattern(min, max);
                graph.add(Node::Pattern(pattern.into()))
            }
            None => self.of(graph, key, &Constraints::default()),
        }
    }

    /// An object of these fields.
    fn members(&mut self, graph: &mut Graph, tag: Option<&Tag>, fields: &[Field]) -> Id {
        let mut parts = Vec::new();
        let mut keys = Vec::new();
        if let Some(tag) = tag {
            let values: Vec<&str> = std::iter::once(&tag.value).chain(&tag.also).map(String::as_str).collect();
            parts.extend(self.tag(graph, &tag.key, &values));
            keys.push(tag.key.as_str());
        }
        self.object(graph, fields, parts, keys)
    }

    /// A key that must hold one of these texts.
    fn tag(&self, graph: &mut Graph, key: &str, values: &[&str]) -> [Id; 2] {
        let kind = graph.kinds(Kinds::STRING);
        let texts = graph.texts(values.iter().copied());
        let value = graph.all([kind, texts]);
        [graph.required(key), graph.property(key, value)]
    }

    fn object<'f>(&mut self, graph: &mut Graph, fields: &'f [Field], mut parts: Vec<Id>, mut keys: Vec<&'f str>) -> Id {
        parts.push(graph.kinds(Kinds::OBJECT));
        for field in fields {
            let value = self.of(graph, &field.ty, &field.constraints);
            let names: Vec<&str> = field.names().collect();
            for name in &names {
                parts.push(graph.property(name, value));
            }
            if field.default.is_none() && !field.ty.is_optional() {
                let present: Vec<Id> = names.iter().map(|name| graph.required(name)).collect();
                parts.push(graph.any_of(present));
            }
            parts.push(at_most_one(graph, &names));
            keys.extend(names);
        }
        if self.side == Side::Writer {
            parts.push(graph.only_keys(keys));
        }
        graph.all(parts)
    }

    fn union(&mut self, graph: &mut Graph, union: &Union, version: u32) -> Id {
        let Some(body) = union.versions.at(version) else { return graph.kinds(Kinds::NONE) };
        let mut variants = Vec::new();
        for variant in &body.variants {
            let mut parts = self.tag(graph, &union.tag, &[&variant.name]).to_vec();
            variants.push(match &union.content {
                None => self.object(graph, &variant.fields, parts, vec![&union.tag]),
                Some(content) => {
                    let held = self.object(graph, &variant.fields, Vec::new(), Vec::new());
                    parts.push(graph.kinds(Kinds::OBJECT));
                    parts.push(graph.required(content));
                    parts.push(graph.property(content, held));
                    if self.side == Side::Writer {
                        parts.push(graph.only_keys([union.tag.as_str(), content.as_str()]));
                    }
                    graph.all(parts)
                }
            });
        }
        if union.open {
            // Any other variant is kept, and written again, as it is.
            let kind = graph.kinds(Kinds::STRING);
            let known = body.variants.iter().map(|variant| variant.name.as_str());
            let mut known: Vec<&str> = known.chain(self.foreign.iter().copied()).collect();
            known.sort_unstable();
            let known = graph.texts(known);
            let unknown = graph.not(known);
            let tag = graph.all([kind, unknown]);
            let object = graph.kinds(Kinds::OBJECT);
            let (required, property) = (graph.required(&union.tag), graph.property(&union.tag, tag));
            variants.push(graph.all([object, required, property]));
        }
        graph.any_of(variants)
    }
}

/// The texts that read as a value, or any text where unknown ones are kept.
fn enumeration(graph: &mut Graph, definition: &Enum) -> Id {
    let kind = graph.kinds(Kinds::STRING);
    if definition.open {
        return kind;
    }
    let values = definition.values.iter();
    let texts: Vec<&str> =
        values.flat_map(|value| std::iter::once(&value.wire).chain(&value.aliases)).map(String::as_str).collect();
    let texts = graph.texts(texts);
    graph.all([kind, texts])
}

/// No two of these keys stand in one object.
fn at_most_one(graph: &mut Graph, keys: &[&str]) -> Id {
    let mut parts = Vec::new();
    for (at, key) in keys.iter().enumerate() {
        for other in &keys[at + 1..] {
            let absent = [*key, *other].map(|key| graph.property(key, super::node::NOTHING));
            parts.push(graph.any_of(absent));
        }
    }
    graph.all(parts)
}

#[cfg(test)]
mod tests;
