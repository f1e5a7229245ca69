//! Any records in the frame of a FIT file, its checksums right.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::fit(bytes));
