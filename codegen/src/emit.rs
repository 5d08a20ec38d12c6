//! Output files made from the resolved model. One output is one file here; each is a pure function from the model to
//! the files it would write.

pub mod asyncapi;
pub mod docs;
pub mod json_schema;
pub mod mermaid;
mod personal;
pub mod rust;
pub mod samples;
pub mod typescript;

use std::fmt;

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the output folder, with `/` between segments; never leaves the folder.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// The most bytes of one output that are made from one schema file. Outputs repeat what definitions share, so a small
/// schema file may stand for any amount of them.
pub const LARGEST_OUTPUT: usize = 48 << 20;

/// A schema file that stands for more of an output than [`LARGEST_OUTPUT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The schema file, as its path in the Rust output: `shop::cart`.
    pub module: String,
    /// The definition at which it became too much.
    pub subject: String,
    /// What is repeated, as an advice.
    pub help: &'static str,
}

impl TooLarge {
    fn new(module: &crate::model::Module, subject: &str, help: &'static str) -> Self {
        Self { module: module.path.join("::"), subject: subject.to_owned(), help }
    }
}

impl fmt::Display for TooLarge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = LARGEST_OUTPUT >> 20;
        write!(
            formatter,
            "one schema file makes more than {most} MiB of this output: `{}`, counted up to `{}`",
            self.module, self.subject
        )
    }
}

impl std::error::Error for TooLarge {}
