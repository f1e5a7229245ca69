//! Any bytes as the sheet of a workbook.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| spotcheck_import_fuzz::sheet(bytes));
