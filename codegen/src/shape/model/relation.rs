//! Two schema sets side by side: may a reader of the one meet, from a writer of the other, what it cannot read?

use crate::model::{Body, Constraints, Field, SchemaSet, Type};
use crate::shape::{Shape, Shapes, Verdict};

use serde_json::Value;

use super::{Part, Root, Side, Step, Types};

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
            writer: Types::of_writer_for(writer, reader),
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

    /// Whether everything that a writer may write is what `part` asks of a reader, at the end of `steps`. The steps go
    /// by the reader's names.
    #[must_use]
    pub fn part(&mut self, writer: Root<'_>, steps: &[Step<'_>], part: &Part<'_>) -> Verdict {
        let writer = self.written(writer);
        let reader = self.reader.part(&mut self.shapes, steps, part);
        self.shapes.includes(reader, writer)
    }

    /// Whether `reader` reads everything that a writer may write.
    #[must_use]
    pub fn roots(&mut self, writer: Root<'_>, reader: Root<'_>) -> Verdict {
        let (writer, reader) = (self.written(writer), self.read(reader));
        self.shapes.includes(reader, writer)
    }

    /// The shortest payload that a writer may write and `reader` reads, and that is not what `part` asks at the end of
    /// `steps`.
    #[must_use]
    pub fn read_without(
        &mut self,
        writer: Root<'_>,
        reader: Root<'_>,
        steps: &[Step<'_>],
        part: &Part<'_>,
    ) -> Option<Value> {
        let writer = self.written(writer);
        let reader = self.read(reader);
        let part = self.reader.part(&mut self.shapes, steps, part);
        self.shapes.shortest_of(&[writer, reader], &[part])
    }

    /// The two shortest values that a writer may write.
    #[must_use]
    pub fn two(&mut self, writer: Root<'_>) -> Option<(Value, Value)> {
        let writer = self.written(writer);
        let first = self.shapes.shortest(writer)?;
        let other = self.shapes.value(&first);
        let second = self.shapes.shortest_of(&[writer], &[other])?;
        Some((first, second))
    }

    /// The shortest value that a writer may write.
    #[must_use]
    pub fn shortest(&mut self, writer: Root<'_>) -> Option<Value> {
        let writer = self.written(writer);
        self.shapes.shortest(writer)
    }

    /// The shortest value that a writer may write and a reader reads.
    #[must_use]
    pub fn shortest_of_both(&mut self, writer: Root<'_>, reader: Root<'_>) -> Option<Value> {
        let (writer, reader) = (self.written(writer), self.read(reader));
        self.shapes.shortest_of(&[writer, reader], &[])
    }

    /// Whether a writer may write this value.
    #[must_use]
    pub fn writes(&mut self, writer: Root<'_>, value: &Value) -> bool {
        let writer = self.written(writer);
        self.shapes.accepts(writer, value) == Some(true)
    }

    fn read(&mut self, reader: Root<'_>) -> Shape {
        match reader {
            Root::Fields(tag, fields) => self.reader.object_of(&mut self.shapes, tag, fields),
            Root::Type(ty, constraints) => self.reader.ty(&mut self.shapes, ty, constraints),
        }
    }

    fn written(&mut self, writer: Root<'_>) -> Shape {
        match writer {
            Root::Fields(tag, fields) => self.writer.object_of(&mut self.shapes, tag, fields),
            Root::Type(ty, constraints) => self.writer.ty(&mut self.shapes, ty, constraints),
        }
    }
}
