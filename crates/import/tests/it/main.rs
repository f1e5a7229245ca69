//! Every importer, on files of its vendor.

