//! A method of a trait, as a person fills it in.

/// A method to fill in.
#[derive(Debug)]
pub(super) struct Method {
    /// Its name, with which it is found in a file.
    pub(super) name: String,
    pub(super) code: String,
    pub(super) test: Option<String>,
    /// The types of the schema that it mentions.
    pub(super) types: Vec<String>,
}
