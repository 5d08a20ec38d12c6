//! Output files made from the resolved model. One output is one file here; each is a pure function from the model to
//! the files it would write.

pub mod json_schema;
pub mod rust;

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// The path below the output folder, with `/` between segments; never leaves the folder.
    pub path: String,
    /// The whole text.
    pub text: String,
}
