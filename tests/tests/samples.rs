//! Samples of everything, through the types that are generated from the same schemas, and what comes of them today.

mod scenarios {
    retold::samples!("samples", retold_tests::scenarios);
}

mod constructs {
    retold::samples!("constructs/samples", retold_constructs::generated);
}
