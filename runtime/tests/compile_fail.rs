//! Mistakes that a person makes with the derives, and what the compiler then says: each case is a program under
//! `tests/compile_fail` with the errors that it gives beside it. The runner stands here and not beside the cases
//! because the cases are compiled with the dependencies of the package that runs them, and this one has few.

#[test]
fn mistakes_are_errors_that_say_what_to_do() {
    trybuild::TestCases::new().compile_fail("../tests/compile_fail/*.rs");
}
