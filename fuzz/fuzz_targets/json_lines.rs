//! Any bytes as a file of JSON lines.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| retold_tests::any_input::json_lines(bytes));
