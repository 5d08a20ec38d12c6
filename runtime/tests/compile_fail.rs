//! Mistakes that a person makes with the derives, and what the compiler then says: each case is a program under
//! `tests/compile_fail` with the errors that it gives beside it. The runner stands here and not beside the cases
//! because the cases are compiled with the dependencies of the package that runs them, and this one has few.

#[test]
fn mistakes_are_errors_that_say_what_to_do() {
    trybuild::TestCases::new().compile_fail("../tests/compile_fail/*.rs");
}

#[cfg(not(feature = "schema"))]
#[test]
fn what_needs_a_feature_says_so() {
    trybuild::TestCases::new().compile_fail("../tests/compile_fail/without_schema/*.rs");
}

/// The cases that read schemas: those beside them are put where the package of the cases is made.
#[cfg(feature = "schema")]
#[test]
fn mistakes_in_schemas_are_errors_that_show_the_lines_of_the_schema() {
    use std::fs;
    use std::path::Path;

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("the target folder can be written");
        for entry in fs::read_dir(from).expect("the schemas are there") {
            let entry = entry.expect("the schemas are there");
            let to = to.join(entry.file_name());
            if entry.file_type().expect("the kind of a file").is_dir() {
                copy(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), &to).expect("the target folder can be written");
            }
        }
    }

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
    let schemas = target.join("tests/trybuild/retold/schemas");
    let _ = fs::remove_dir_all(&schemas);
    copy(Path::new("../tests/compile_fail/schema/schemas"), &schemas);
    // What no checkout should have to hold.
    let made = schemas.join("made");
    fs::create_dir_all(made.join("b.yaml")).expect("the target folder can be written");
    fs::write(made.join("a.yaml"), b"doc: caf\xe9\n").expect("the target folder can be written");
    let large = fs::File::create(made.join("c.yaml")).expect("the target folder can be written");
    large.set_len((4 << 20) + 1).expect("a file can have holes");
    trybuild::TestCases::new().compile_fail("../tests/compile_fail/schema/*.rs");
}

/// What needs a store.
#[cfg(feature = "store")]
#[test]
fn mistakes_with_stores_are_errors_that_say_what_to_do() {
    trybuild::TestCases::new().compile_fail("../tests/compile_fail/store/*.rs");
}
