//! What must hold for any bytes whatever: each function takes some, lets the part under test read them, and panics if
//! a promise is broken. The fuzz targets call these functions, and so do ordinary tests with inputs from a fixed seed.

mod lock;
mod pattern;
mod recorded;
mod schema;

pub use lock::lock;
pub use pattern::pattern;
pub use recorded::{event, json_lines, sample};
pub use schema::{schema, type_expression};
