//! Any bytes as the payload of a recorded event.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| retold_tests::any_input::event(bytes));
