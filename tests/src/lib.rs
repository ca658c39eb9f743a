//! jobsheet-tests
