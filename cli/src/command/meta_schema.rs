//! `retold meta-schema`: the JSON Schema of the schema language, and those of the documents that `--format json` prints.

mod line;

use retold_codegen::meta_schema::{self, of_document};
use retold_codegen::{compat, diagnostic};
use schemars::JsonSchema;
use serde_json::Value;

use super::{rules, validate};
use crate::arguments::{Described, MetaSchema};
use crate::findings::WithFiles;
use crate::status::Status;
use crate::terminal::Terminal;

/// Prints the JSON Schema.
pub(super) fn run(arguments: &MetaSchema, terminal: &mut Terminal) -> Status {
    terminal.result(&text(arguments.of));
    Status::Done
}

fn text(of: Described) -> String {
    let document: Value = match of {
        Described::Language => return meta_schema::text(),
        Described::Check => printed::<diagnostic::json::Report>("check"),
        Described::Generate => printed::<WithFiles<'_>>("generate"),
        Described::Validate => printed::<validate::Document<'_>>("validate"),
        Described::Compat => printed::<compat::Report>("compat"),
        Described::Log => printed::<line::Line>("log"),
        Described::Rules => printed::<Vec<rules::Listed>>("rules"),
    };
    format!("{document:#}\n")
}

fn printed<T: JsonSchema>(command: &str) -> Value {
    of_document::<T>(&format!("urn:retold-document:{command}"), &format!("retold {command} --format json"))
}
