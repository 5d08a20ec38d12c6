//! The outputs of `retold generate`, and how files of each are known again: only a file that Retold wrote is ever
//! overwritten or removed.

mod compare;
mod create;
mod difference;
mod leftovers;
mod new_file;
mod ours;
mod replace;
mod write;

use clap::ValueEnum;
use retold_codegen::emit::rust::OwnTypes;
use retold_codegen::emit::{self, OutputFile, TooLarge};
use retold_codegen::{Compiled, source::Sources};

pub(crate) use compare::{Change, Comparison, compare};
pub(crate) use create::create;
pub(crate) use difference::{AS_THE_SCHEMAS_MAKE_IT, unified};
pub(crate) use new_file::NewFile;
pub(crate) use replace::{Rewritten, replace_all};
pub(crate) use write::apply;

/// An output. A new one is one variant here and one file in `emit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Output {
    /// Rust types, the steps between versions, and the trait of each aggregate
    Rust,
    /// JSON Schema, draft 2020-12, one file for every version of every event, command and query
    JsonSchema,
    /// Payloads of every version of everything, one file each, for tests and for people
    Samples,
    /// TypeScript types of everything that is current, one file for each schema file
    Typescript,
    /// Mermaid flowcharts from commands to events, views and processes, one for each aggregate and one for all
    Mermaid,
    /// AsyncAPI 3.0, one document for each owner: what it sends and receives, with payloads of every version
    Asyncapi,
    /// A catalogue for people: pages that open from the disk, with every version, who writes and who reads it
    Docs,
}

impl Output {
    /// The names of all outputs.
    pub(crate) const NAMES: &'static [&'static str] =
        &["rust", "json-schema", "samples", "typescript", "mermaid", "asyncapi", "docs"];

    /// The output with this name.
    pub(crate) fn by_name(name: &str) -> Option<Output> {
        Output::value_variants().iter().copied().find(|output| output.name() == name)
    }

    /// The name on the command line and in `retold.toml`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Output::Rust => "rust",
            Output::JsonSchema => "json-schema",
            Output::Samples => "samples",
            Output::Typescript => "typescript",
            Output::Mermaid => "mermaid",
            Output::Asyncapi => "asyncapi",
            Output::Docs => "docs",
        }
    }

    /// The folder that examples name.
    pub(crate) fn usual_folder(self) -> &'static str {
        match self {
            Output::Rust => "src/events",
            Output::JsonSchema => "json-schema",
            Output::Samples => "samples",
            Output::Typescript => "typescript",
            Output::Mermaid => "mermaid",
            Output::Asyncapi => "asyncapi",
            Output::Docs => "docs",
        }
    }

    /// The files to be written, with these types of the project's in Rust.
    ///
    /// # Errors
    /// If a schema file stands for more than is written.
    pub(crate) fn files(
        self,
        compiled: &Compiled,
        sources: &Sources,
        own: &OwnTypes,
    ) -> Result<Vec<OutputFile>, TooLarge> {
        match self {
            Output::Rust => emit::rust::files_with(compiled, sources, own),
            Output::JsonSchema => emit::json_schema::files(compiled),
            Output::Samples => emit::samples::files_with(compiled, own),
            Output::Typescript => Ok(emit::typescript::files(compiled, sources)),
            Output::Mermaid => Ok(emit::mermaid::files(compiled, sources)),
            Output::Asyncapi => emit::asyncapi::files(compiled),
            Output::Docs => emit::docs::files(compiled, sources),
        }
    }
}

/// Whose files a folder holds, and how they are known again.
pub(crate) trait Owner {
    /// Whether a file at `path` below the folder, with this text, was written by this owner.
    fn wrote(&self, path: &str, text: &[u8]) -> bool;
    /// Whether the owner could have written a file of this name; others are not even opened.
    fn could_have_written(&self, path: &str) -> bool;
    /// Whether it writes into folders of the folder.
    fn has_folders(&self) -> bool;
    /// How its files are marked, for who wants to keep one of that name.
    fn mark(&self) -> &'static str;
}

impl Owner for Output {
    fn wrote(&self, path: &str, text: &[u8]) -> bool {
        match self {
            Output::Rust => ours::is_rust(path, text),
            Output::JsonSchema => ours::is_json_schema(path, text),
            Output::Samples => ours::is_samples(path, text),
            Output::Typescript => ours::is_typescript(path, text),
            Output::Mermaid => ours::is_mermaid(path, text),
            Output::Asyncapi => ours::is_asyncapi(path, text),
            Output::Docs => ours::is_docs(path, text),
        }
    }

    fn could_have_written(&self, path: &str) -> bool {
        match self {
            Output::Rust => path.ends_with(".rs"),
            Output::JsonSchema => !path.contains('/') && path.ends_with(".schema.json"),
            // What a program made of the samples stands beside them, and is the program's.
            Output::Samples => {
                !path.contains('/')
                    && (path == emit::samples::REPLAY || path.ends_with(".json") && !path.ends_with(".today.json"))
            }
            Output::Typescript => path.ends_with(".ts"),
            Output::Mermaid => path.ends_with(".mmd"),
            Output::Asyncapi => !path.contains('/') && path.ends_with(".asyncapi.json"),
            Output::Docs => [".html", ".css", ".js"].iter().any(|end| path.ends_with(end)),
        }
    }

    fn has_folders(&self) -> bool {
        match self {
            Output::Rust | Output::Typescript | Output::Mermaid | Output::Docs => true,
            Output::JsonSchema | Output::Samples | Output::Asyncapi => false,
        }
    }

    fn mark(&self) -> &'static str {
        match self {
            Output::Rust | Output::Typescript => "a first line that starts with `// Generated by Retold`",
            Output::Mermaid => "a first line that starts with `%% Generated by Retold`",
            Output::Docs => "a first line that says `Generated by Retold` for the file's own name",
            Output::Asyncapi => "`x-retold-document` with the name of the file",
            Output::JsonSchema => "the `$id` of the schema that the file is named after",
            Output::Samples => "a `$comment` that starts with `Generated by Retold`, and what the file is named after",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_command_line() {
        for (output, name) in Output::value_variants().iter().zip(Output::NAMES) {
            assert_eq!(output.name(), *name);
            assert_eq!(output.to_possible_value().map(|value| value.get_name().to_owned()).as_deref(), Some(*name));
        }
    }
}
