//! Any bytes as a lock.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| retold_tests::any_input::lock(bytes));
