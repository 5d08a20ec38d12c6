//! `retold meta-schema`: the JSON Schema of the schema language.

use retold_codegen::meta_schema;

use crate::status::Status;
use crate::terminal::Terminal;

/// Prints the JSON Schema.
pub(super) fn run(terminal: &mut Terminal) -> Status {
    terminal.result(&meta_schema::text());
    Status::Done
}
