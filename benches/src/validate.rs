//! Recorded events held against their schemas: by Retold, and by a validator of JSON Schema that has the documents
//! which Retold makes of the same schemas.

pub mod by_json_schema;
pub mod by_retold;
pub mod workload;
