//! What macros know of schemas: where they are, and how what is wrong in them becomes compile errors that show the lines
//! of the YAML. Behind the feature `schema` alone, since it compiles the whole of codegen.

pub(crate) mod against;
pub(crate) mod include;
mod place;
mod project;
mod report;
mod serde;
mod set;
mod tracked;
