//! Any bytes as a type.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| retold_tests::any_input::type_expression(bytes));
