//! Any bytes as a pattern and a text.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| retold_tests::any_input::pattern(bytes));
