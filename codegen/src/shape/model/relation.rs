//! Two schema sets side by side: may a reader of the one meet, from a writer of the other, what it cannot read?

use crate::model::{Body, Constraints, Field, SchemaSet, Type};
use crate::shape::{Shapes, Verdict};

use super::{Side, Types};

/// The relation between a writer's schema set and a reader's. One for all questions about the two: shared types are
/// compared once, however many bodies embed them.
///
/// Where the answer is a witness, [`crate::value::check_body`] on the reader's side says where it is refused.
#[derive(Debug)]
pub struct Relation<'s> {
    shapes: Shapes,
    writer: Types<'s>,
    reader: Types<'s>,
}

impl<'s> Relation<'s> {
    /// Nothing compared yet; the two sets may be one.
    #[must_use]
    pub fn new(writer: &'s SchemaSet, reader: &'s SchemaSet) -> Self {
        Self {
            shapes: Shapes::new(),
            writer: Types::new(writer, Side::Writer),
            reader: Types::new(reader, Side::Reader),
        }
    }

    /// Whether `reader` reads every payload that `writer` may have written.
    #[must_use]
    pub fn bodies(&mut self, writer: &Body, reader: &Body) -> Verdict {
        let writer = self.writer.body(&mut self.shapes, writer);
        let reader = self.reader.body(&mut self.shapes, reader);
        self.shapes.includes(reader, writer)
    }

    /// The same for the fields of views and rejections.
    #[must_use]
    pub fn fields(&mut self, writer: &[Field], reader: &[Field]) -> Verdict {
        let writer = self.writer.fields(&mut self.shapes, writer);
        let reader = self.reader.fields(&mut self.shapes, reader);
        self.shapes.includes(reader, writer)
    }

    /// The same for two types, with the constraints of what has them.
    #[must_use]
    pub fn types(&mut self, writer: (&Type, &Constraints), reader: (&Type, &Constraints)) -> Verdict {
        let writer = self.writer.ty(&mut self.shapes, writer.0, writer.1);
        let reader = self.reader.ty(&mut self.shapes, reader.0, reader.1);
        self.shapes.includes(reader, writer)
    }
}
