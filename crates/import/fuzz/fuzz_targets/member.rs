//! Any bytes as the one file of an archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::member(bytes));
