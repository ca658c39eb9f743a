//! jobsheet-server
