//! What can be written beside Rust: one output is one line of each function.

use retold_codegen::Compiled;
use retold_codegen::emit::{OutputFile, TooLarge, json_schema, mermaid, typescript};
use retold_codegen::source::Sources;

/// An output beside Rust, as `retold generate` has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// JSON Schema of every version of every event, command and query, 2020-12.
    JsonSchema,
    /// Flowcharts of what leads to what.
    Mermaid,
    /// Types of everything that is current, as it is on the wire.
    TypeScript,
}

impl Output {
    pub(crate) fn files(self, compiled: &Compiled, sources: &Sources) -> Result<Vec<OutputFile>, TooLarge> {
        match self {
            Output::JsonSchema => json_schema::files(compiled),
            Output::Mermaid => Ok(mermaid::files(compiled, sources)),
            Output::TypeScript => Ok(typescript::files(compiled, sources)),
        }
    }
}
