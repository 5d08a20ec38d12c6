//! JSON Schema documents, draft-07 and 2020-12 (and what their neighbours share with them), as sets of values. A keyword
//! that is not understood, or a reference that leads out of the document, becomes a set of which nothing is known: an
//! answer that rests on it is "undecided", with the keyword and its place. `format` is an annotation, as the
//! specification has it.

mod array;
mod closed;
mod dialect;
mod explain;
mod keyword;
mod object;
mod pattern;
mod references;
mod unguarded;

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::node::{ANY, Graph, Id, NOTHING};
use super::{Shape, Shapes};
use dialect::Dialect;
pub use explain::Refusal;

/// What an object may hold beyond what the document lists, where the document says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unlisted {
    /// Anything, as JSON Schema has it.
    #[default]
    Allowed,
    /// Nothing, in every object that lists properties: so do writers that write exactly what is listed.
    Refused,
}

/// What `.` in a pattern means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineBreaks {
    /// As ECMA-262 has it: any character but a line break.
    #[default]
    Apart,
    /// Any character, line breaks too.
    Alike,
}

/// How a document is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What objects may hold that is not listed.
    pub unlisted: Unlisted,
    /// What `.` in a pattern means.
    pub line_breaks: LineBreaks,
}

/// A document that was read, and which set of values each place in it is.
#[derive(Debug)]
pub struct Document {
    root: Value,
    dialect: Dialect,
    reading: Reading,
    /// By pointer: schemas that were read, or are being read.
    schemas: HashMap<Rc<str>, Id>,
    /// By pointer of a schema: its keywords, in the order in which they are explained.
    keywords: HashMap<Rc<str>, Vec<(String, Id)>>,
    /// By URI: the pointer of the schema that has it.
    identifiers: HashMap<String, String>,
    /// References that lead too deep to follow at once.
    waiting: Vec<(String, Id)>,
    /// Tells sets that only this document knows from those of others.
    number: usize,
    depth: usize,
}

/// Why a document is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotASchema {
    /// Lower case, no full stop.
    pub message: String,
}

/// How deep schemas nest, references included, before the rest waits its turn.
const DEPTH: usize = 60;
/// How deep a document nests.
const NESTING: usize = 300;

impl Shapes {
    /// The set of values that a document accepts, and the document for [`Document::refusal`].
    ///
    /// ```
    /// use retold_codegen::shape::{Shapes, Verdict, json_schema::Reading};
    /// use serde_json::json;
    ///
    /// let mut shapes = Shapes::new();
    /// let (writer, _) = shapes.json_schema(json!({ "type": "string" }), Reading::default()).unwrap();
    /// let (reader, document) = shapes.json_schema(json!({ "type": "string", "minLength": 2 }), Reading::default()).unwrap();
    /// assert_eq!(shapes.includes(reader, writer), Verdict::Incompatible { witness: json!("") });
    /// assert_eq!(document.refusal(&shapes, &json!("")).unwrap().place, "#/minLength");
    /// ```
    ///
    /// # Errors
    /// If it is neither an object nor a boolean, or nests too deep.
    pub fn json_schema(&mut self, root: Value, reading: Reading) -> Result<(Shape, Document), NotASchema> {
        if !matches!(root, Value::Object(_) | Value::Bool(_)) {
            return Err(NotASchema { message: "a JSON Schema is an object or a boolean".to_owned() });
        }
        if nests_deeper(&root, NESTING) {
            return Err(NotASchema { message: format!("it nests deeper than {NESTING} levels") });
        }
        let mut document = Document {
            dialect: Dialect::of(&root),
            reading,
            schemas: HashMap::new(),
            keywords: HashMap::new(),
            identifiers: references::identifiers(&root),
            waiting: Vec::new(),
            number: self.graph().len(),
            depth: 0,
            root,
        };
        let graph = self.graph();
        let mut shape = document.child(graph, "");
        while let Some((pointer, later)) = document.waiting.pop() {
            let id = document.read(graph, &pointer.into());
            graph.tell(later, id);
        }
        if let Dialect::Unknown(name) = &document.dialect {
            let why = format!("the dialect `{name}` is not one that is read");
            let unknown = graph.opaque(&format!("dialect {name}"), "#/$schema", &why);
            shape = graph.all([shape, unknown]);
        }
        unguarded::cut(graph);
        Ok((Shape(shape), document))
    }
}

impl Document {
    /// The schema at a pointer, as the value of a member or an item, or as the whole: objects are closed here if that
    /// was asked for, when all that is listed beside each other is known.
    fn child(&mut self, graph: &mut Graph, pointer: &str) -> Id {
        let open = self.schema(graph, pointer);
        match self.reading.unlisted {
            Unlisted::Allowed => open,
            Unlisted::Refused => match self.listed(graph, pointer) {
                Some(closed) => graph.all([open, closed]),
                None => open,
            },
        }
    }

    /// The schema at a pointer.
    fn schema(&mut self, graph: &mut Graph, pointer: &str) -> Id {
        if let Some(&known) = self.schemas.get(pointer) {
            return known;
        }
        let pointer: Rc<str> = pointer.into();
        if self.depth > DEPTH {
            let later = graph.later();
            self.schemas.insert(Rc::clone(&pointer), later);
            self.waiting.push((pointer.to_string(), later));
            return later;
        }
        self.read(graph, &pointer)
    }

    fn read(&mut self, graph: &mut Graph, pointer: &Rc<str>) -> Id {
        let later = graph.later();
        self.schemas.insert(Rc::clone(pointer), later);
        self.depth += 1;
        let id = match self.root.pointer(pointer) {
            Some(Value::Bool(true)) => ANY,
            Some(Value::Bool(false)) => NOTHING,
            Some(Value::Object(members)) => {
                let members = members.clone();
                self.conditions(graph, pointer, &members)
            }
            Some(_) | None => self.unknown(graph, pointer, "this is no schema"),
        };
        self.depth -= 1;
        graph.tell(later, id);
        self.schemas.insert(Rc::clone(pointer), id);
        id
    }

    /// A set of which nothing is known, because of what stands at this place.
    fn unknown(&self, graph: &mut Graph, pointer: &str, why: &str) -> Id {
        graph.opaque(&format!("{} {pointer} {why}", self.number), &format!("#{pointer}"), why)
    }
}

/// `pointer` with a further segment.
fn join(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}

fn nests_deeper(value: &Value, levels: usize) -> bool {
    let mut open = vec![(value, 0_usize)];
    while let Some((value, level)) = open.pop() {
        if level > levels {
            return true;
        }
        match value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, level + 1))),
            Value::Object(members) => open.extend(members.values().map(|value| (value, level + 1))),
            _ => {}
        }
    }
    false
}
