//! People, logins and repeatable requests in SQLite.

use jobsheet_domain::id::{OrganisationId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use rusqlite::{Row, params};

use super::SqliteLedger;
use super::columns::{Key, all, bytes, first, signed, unsigned, uuid};
use crate::ledger::{Accounts, LedgerError, LedgerResult, Organisation, Repetition, Session, User};

/// What stands in place of the seed of a key that is in a file of its own.
const MOVED: [u8; 32] = [0; 32];

impl Accounts for SqliteLedger {
    fn organisation(&self) -> LedgerResult<Option<Organisation>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached("SELECT * FROM organisation ORDER BY id LIMIT 1")?;
            first(&mut statement.query([])?, |row| {
                Ok(Organisation {
                    id: OrganisationId(uuid(row, "id")?),
                    name: row.get("name")?,
                    seed: Some(bytes(row, "seed")?).filter(|seed| *seed != MOVED),
                    epoch: unsigned(row, "epoch")?,
                })
            })
        })
    }

    fn create_organisation(&self, organisation: &Organisation) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO organisation (id, name, seed, epoch, position) VALUES (?1, ?2, ?3, ?4, 0)",
                params![
                    organisation.id.column(),
                    organisation.name,
                    organisation.seed.unwrap_or(MOVED),
                    signed(organisation.epoch)
                ],
            )?;
            Ok(())
        })
    }

    fn forget_seed(&self, organisation: OrganisationId) -> LedgerResult<()> {
        self.erase(|tx| {
            tx.execute(
                "UPDATE organisation SET seed = ?2 WHERE id = ?1",
                params![organisation.column(), MOVED],
            )?;
            Ok(())
        })
    }

    fn put_user(&self, organisation: OrganisationId, user: &User) -> LedgerResult<()> {
        let roles = serde_json::to_string(&user.roles).map_err(|_| LedgerError::Damaged("roles"))?;
        self.write(|tx| {
            tx.execute(
                "INSERT INTO user (organisation, id, name, full_name, password, roles, language, active)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (organisation, id) DO UPDATE SET name = excluded.name, full_name = excluded.full_name,
                 password = excluded.password, roles = excluded.roles, language = excluded.language,
                 active = excluded.active",
                params![
                    organisation.column(),
                    user.id.column(),
                    user.name,
                    user.full_name,
                    user.password,
                    roles,
                    user.language.code(),
                    user.active
                ],
            )?;
            Ok(())
        })
    }

    fn users(&self, organisation: OrganisationId) -> LedgerResult<Vec<User>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM user WHERE organisation = ?1 ORDER BY name")?;
            all(&mut statement.query([organisation.column()])?, user)
        })
    }

    fn user(&self, organisation: OrganisationId, id: UserId) -> LedgerResult<Option<User>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM user WHERE organisation = ?1 AND id = ?2")?;
            first(&mut statement.query(params![organisation.column(), id.column()])?, user)
        })
    }

    fn user_by_name(&self, organisation: OrganisationId, name: &str) -> LedgerResult<Option<User>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM user WHERE organisation = ?1 AND name = ?2")?;
            first(&mut statement.query(params![organisation.column(), name])?, user)
        })
    }

    fn put_session(
        &self,
        organisation: OrganisationId,
        session: &Session,
        now: Timestamp,
    ) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM session WHERE organisation = ?1 AND expires_at <= ?2",
                params![organisation.column(), now.0],
            )?;
            tx.execute(
                "INSERT INTO session (organisation, token, user, expires_at) VALUES (?1, ?2, ?3, ?4)",
                params![organisation.column(), session.token, session.user.column(), session.expires_at.0],
            )?;
            Ok(())
        })
    }

    fn session(
        &self,
        organisation: OrganisationId,
        token: &[u8; 32],
        now: Timestamp,
    ) -> LedgerResult<Option<Session>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM session WHERE organisation = ?1 AND token = ?2 AND expires_at > ?3",
            )?;
            first(&mut statement.query(params![organisation.column(), token, now.0])?, |row| {
                Ok(Session {
                    token: bytes(row, "token")?,
                    user: UserId(uuid(row, "user")?),
                    expires_at: Timestamp(row.get("expires_at")?),
                })
            })
        })
    }

    fn end_session(&self, organisation: OrganisationId, token: &[u8; 32]) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM session WHERE organisation = ?1 AND token = ?2",
                params![organisation.column(), token],
            )?;
            Ok(())
        })
    }

    fn begin_request(
        &self,
        organisation: OrganisationId,
        user: UserId,
        key: &str,
        request: &[u8; 32],
        now: Timestamp,
        stale: Timestamp,
    ) -> LedgerResult<Repetition> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM idempotency WHERE organisation = ?1 AND user = ?2 AND key = ?3 AND status IS NULL
                 AND started_at <= ?4",
                params![organisation.column(), user.column(), key, stale.0],
            )?;
            let mut statement = tx.prepare_cached(
                "SELECT request, status, answer FROM idempotency WHERE organisation = ?1 AND user = ?2 AND key = ?3",
            )?;
            let known = first(&mut statement.query(params![organisation.column(), user.column(), key])?, |row| {
                Ok((bytes::<32>(row, "request")?, row.get::<_, Option<u16>>("status")?, row.get("answer")?))
            })?;
            let (before, status, answer): ([u8; 32], _, Option<Vec<u8>>) = match known {
                Some(known) => known,
                None => {
                    tx.execute(
                        "INSERT INTO idempotency (organisation, user, key, request, started_at)
                         VALUES (?1, ?2, ?3, ?4, ?5)",
                        params![organisation.column(), user.column(), key, request, now.0],
                    )?;
                    return Ok(Repetition::First);
                }
            };
            Ok(match (before == *request, status, answer) {
                (false, ..) => Repetition::Different,
                (true, Some(status), Some(answer)) => Repetition::Answered { status, answer },
                (true, ..) => Repetition::UnderWay,
            })
        })
    }

    fn finish_request(
        &self,
        organisation: OrganisationId,
        user: UserId,
        key: &str,
        status: u16,
        answer: &[u8],
    ) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE idempotency SET status = ?4, answer = ?5 WHERE organisation = ?1 AND user = ?2 AND key = ?3",
                params![organisation.column(), user.column(), key, status, answer],
            )?;
            Ok(())
        })
    }

    fn forget_answers(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<usize> {
        self.write(|tx| {
            let forgotten = tx.execute(
                "DELETE FROM idempotency WHERE organisation = ?1 AND started_at < ?2 AND status IS NOT NULL",
                params![organisation.column(), before.0],
            )?;
            Ok(forgotten)
        })
    }

    fn forget_request(&self, organisation: OrganisationId, user: UserId, key: &str) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM idempotency WHERE organisation = ?1 AND user = ?2 AND key = ?3",
                params![organisation.column(), user.column(), key],
            )?;
            Ok(())
        })
    }
}

fn user(row: &Row<'_>) -> LedgerResult<User> {
    let roles: String = row.get("roles")?;
    let language: String = row.get("language")?;
    Ok(User {
        id: UserId(uuid(row, "id")?),
        name: row.get("name")?,
        full_name: row.get("full_name")?,
        password: row.get("password")?,
        roles: serde_json::from_str(&roles).map_err(|_| LedgerError::Damaged("roles"))?,
        language: Language::from_code(&language).ok_or(LedgerError::Damaged("language"))?,
        active: row.get("active")?,
    })
}
