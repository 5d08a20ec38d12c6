//! The samples of all constructs, replayed with types of a project: what comes of each is what comes of it without.

retold::samples!("../constructs/samples", retold_own_types::generated);
