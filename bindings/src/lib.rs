//! jobsheet-bindings
