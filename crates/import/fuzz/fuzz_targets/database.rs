//! Any bytes behind the header of a database.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::database(bytes));
