//! Any bytes as the records of an Apple Health export.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::records(bytes));
