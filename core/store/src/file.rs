//! The file itself: made new, or opened and brought to the present schema.

use std::path::Path;

use rusqlite::Connection;

use crate::connection;
use crate::error::StoreError;
use crate::key::RawKey;
use crate::migrate;

/// The writer's connection to an existing file, brought to the present schema.
pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let mut connection = connection::writer(path, key)?;
    if migrate::known_version(&connection)? == 0 {
        // A creation that was cut before its first table: the settings of a new file may be missing.
        drop(connection);
        return create(path, key);
    }
    migrate::migrate(&mut connection)?;
    Ok(connection)
}

/// The writer's connection to a new file of the present schema.
pub(crate) fn create(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let mut connection = connection::creator(path, key)?;
    migrate::migrate(&mut connection)?;
    Ok(connection)
}
