//! Any bytes as an archive that has lost its directory.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::cut(bytes));
