//! The header of a known format, then any rows.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::rows(bytes));
