//! One condition of a reader alone: what it asks of one place in a payload, with everything else left open. A payload
//! that breaks the condition breaks the reader, so each difference of two bodies gets a payload of its own.

use serde_json::Value;

use crate::model::{Body, Constraints, Field, Tag, Type};
use crate::shape::node::{ANY, Graph, Id, Kinds, NOTHING, Node};
use crate::shape::{Shape, Shapes};

use super::{Types, at_most_one};

/// What a payload is made of, or a part of one.
#[derive(Clone, Copy, Debug)]
pub enum Root<'s> {
    /// An object of fields, with the key that holds the name.
    Fields(Option<&'s Tag>, &'s [Field]),
    /// A type with the constraints of what has it.
    Type(&'s Type, &'s Constraints),
}

impl<'s> From<&'s Body> for Root<'s> {
    fn from(body: &'s Body) -> Self {
        Root::Fields(body.tag.as_ref(), &body.fields)
    }
}

/// A step from a value into what it holds.
#[derive(Clone, Debug)]
pub enum Step<'s> {
    /// To a field, under any of its names.
    Field(&'s Field),
    /// To each item of a list or set.
    Items,
    /// To each value of a map.
    Values,
    /// To what an optional holds, where it is not null.
    Some,
    /// To the fields of a variant of a union, where the value is of that variant.
    Variant {
        /// The key that names the variant.
        tag: &'s str,
        /// The variant.
        name: &'s str,
        /// The key that holds its fields.
        content: Option<&'s str>,
    },
}

/// What is asked of the value at the end of some steps.
#[derive(Clone, Debug)]
pub enum Part<'s> {
    /// It is an object that has one of these keys.
    Present(Vec<&'s str>),
    /// It is an object that has none of these keys.
    Absent(Vec<&'s str>),
    /// It has nothing under these keys but null, and these values.
    Nothing(Vec<&'s str>, Vec<Value>),
    /// No two of these keys stand in it.
    Once(Vec<&'s str>),
    /// It is a value of this type.
    Type(&'s Type, &'s Constraints),
    /// It is a list of so many items, whatever they are; with `true` no two of them are equal.
    Items(&'s Constraints, bool),
    /// It is an object of so many members with such keys, whatever they hold.
    Keys(&'s Type, &'s Constraints),
    /// It is anything but this value.
    Not(Value),
    /// If it is a text, it is one of these.
    Texts(Vec<&'s str>),
    /// If it is an object with this key that holds a text, the text is none of these.
    TagIsNot(&'s str, Vec<&'s str>),
    /// It is an object with this key, which holds one of these texts.
    TagIs(&'s str, Vec<&'s str>),
}

impl Types<'_> {
    /// The values that are what `part` asks at the end of `steps`, for a reader.
    pub(super) fn part(&mut self, shapes: &mut Shapes, steps: &[Step<'_>], part: &Part<'_>) -> Shape {
        let mut id = self.asked(shapes.graph(), part);
        for step in steps.iter().rev() {
            id = before(shapes.graph(), step, id);
        }
        self.finish(shapes, id)
    }

    fn asked(&mut self, graph: &mut Graph, part: &Part<'_>) -> Id {
        match part {
            Part::Present(keys) => {
                let kind = graph.kinds(Kinds::OBJECT);
                let present: Vec<Id> = keys.iter().map(|key| graph.required(key)).collect();
                let present = graph.any_of(present);
                graph.all([kind, present])
            }
            Part::Absent(keys) => {
                let absent: Vec<Id> = keys.iter().map(|key| graph.property(key, NOTHING)).collect();
                graph.all(absent)
            }
            Part::Nothing(keys, values) => {
                let mut nothing = vec![graph.kinds(Kinds::NULL)];
                nothing.extend(values.iter().map(|value| graph.constant(value, "")));
                let nothing = graph.any_of(nothing);
                let nothing: Vec<Id> = keys.iter().map(|key| graph.property(key, nothing)).collect();
                graph.all(nothing)
            }
            Part::Once(keys) => at_most_one(graph, keys),
            Part::Type(ty, constraints) => self.of(graph, ty, constraints),
            Part::Items(constraints, unique) => {
                let mut parts = vec![graph.kinds(Kinds::ARRAY)];
                parts.extend(constraints.min_items.filter(|min| *min > 0).map(|min| graph.add(Node::MinItems(min))));
                parts.extend(constraints.max_items.map(|max| graph.add(Node::MaxItems(max))));
                if *unique || constraints.unique {
                    parts.push(graph.add(Node::Unique));
                }
                graph.all(parts)
            }
            Part::Keys(key, constraints) => self.map_of(graph, key, ANY, constraints),
            Part::Not(value) => {
                let value = graph.constant(value, "");
                graph.not(value)
            }
            Part::Texts(texts) => graph.texts(texts.iter().copied()),
            Part::TagIsNot(key, texts) => {
                let texts = graph.texts(texts.iter().copied());
                let kind = graph.kinds(Kinds::STRING);
                let texts = graph.all([kind, texts]);
                let others = graph.not(texts);
                graph.property(key, others)
            }
            Part::TagIs(key, texts) => {
                let kind = graph.kinds(Kinds::OBJECT);
                let [required, value] = self.tag(graph, key, texts);
                graph.all([kind, required, value])
            }
        }
    }
}

/// The values whose parts behind a step are in `inner`.
fn before(graph: &mut Graph, step: &Step<'_>, inner: Id) -> Id {
    match step {
        Step::Field(field) => {
            let parts: Vec<Id> = field.names().map(|name| graph.property(name, inner)).collect();
            graph.all(parts)
        }
        Step::Items => graph.add(Node::Items(0, inner)),
        Step::Values => graph.properties(ANY, inner),
        Step::Some => {
            let null = graph.kinds(Kinds::NULL);
            graph.any_of([null, inner])
        }
        Step::Variant { tag, name, content } => {
            let kind = graph.kinds(Kinds::STRING);
            let text = graph.texts([*name]);
            let text = graph.all([kind, text]);
            let object = graph.kinds(Kinds::OBJECT);
            let (required, property) = (graph.required(tag), graph.property(tag, text));
            let is_variant = graph.all([object, required, property]);
            let another = graph.not(is_variant);
            let held = match content {
                Some(content) => graph.property(content, inner),
                None => inner,
            };
            graph.any_of([another, held])
        }
    }
}
