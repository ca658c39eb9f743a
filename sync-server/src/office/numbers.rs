//! Numbers of the register: consecutive in a year, without a gap (R1). A number is taken in the transaction that stores
//! the change that carries it; whoever comes second decides again with the next.

use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::value::Value;

use crate::ledger::NumberTaken;
use crate::office::Error;
use crate::office::admit::{Admitted, RunAsked};
use crate::office::server::Server;
use crate::office::{self, Decision};

/// The fact a number is kept in.
const NUMBER: &str = "number";

/// Gives the number that what was taken down in the field waits for, when a run of it is here; also when it was here
/// already, for the process may have stopped between it and its number. It is stored whether or not that works: its number
/// comes when it is offered again, or the desk next writes in it.
pub(crate) fn after(server: &Server, user: UserId, asked: &RunAsked, admitted: &Admitted) {
    let here = matches!(admitted, Admitted::Stored { .. } | Admitted::HadAlready { .. });
    if here
        && asked.kind.is_some_and(|kind| aggregates::series(kind).is_some())
        && let Err(error) = give(server, user, asked.document)
    {
        error.log();
        tracing::warn!(document = %asked.document, code = error.code(), "no number was given");
    }
}

/// Gives what a device took down the register's number, beside its provisional one (R1).
///
/// # Errors
/// The domain's refusal, or the server's own failure.
fn give(server: &Server, user: UserId, id: DocumentId) -> Result<(), Error> {
    office::write(server, user, id, None, &|subject, asker| {
        let mut decision = Decision::default();
        if aggregates::awaits_number(subject) {
            add(server, subject, asker, &mut decision)?;
        }
        Ok(decision)
    })
    .map(drop)
}

/// Adds the next number of its kind's series to a decision about a document that has none.
pub(super) fn add<'a>(
    server: &'a Server,
    subject: &Subject,
    asker: &Asker<'_>,
    decision: &mut Decision<'a>,
) -> Result<(), Error> {
    let Some(series) = aggregates::series(subject.content.kind) else { return Ok(()) };
    if subject.content.fact(NUMBER).is_some() {
        return Ok(());
    }
    // Nobody else looks up a number until this one is stored or given up.
    let turn = server.office.turn();
    let (number, taken) = next(server, series, asker)?;
    decision.edits.push(Edit::Fact { name: NUMBER.to_owned(), value: Value::Text(number) });
    decision.numbers.push(taken);
    decision.turn = Some(turn);
    Ok(())
}

/// The next number of a series, as written and as taken: `WO-2026-0001`.
fn next(server: &Server, series: &str, asker: &Asker<'_>) -> Result<(String, NumberTaken), Error> {
    let today = asker.records.policy.zone().date(asker.at.corrected);
    let series = format!("{series}-{}", today.year());
    let number = server.ledger.next_number(server.organisation.id, &series)?;
    Ok((format!("{series}-{number:04}"), NumberTaken { series, number }))
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::aggregates::{Command, decide};
    use jobsheet_domain::request::{self, RequestCommand, RequestOutcome};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::config::Config;
    use crate::ledger::User;
    use crate::office::desk::requests;

    struct Desk {
        server: Server,
        user: User,
        /// Lives as long as the server does.
        _folder: tempfile::TempDir,
    }

    impl Desk {
        fn open() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (data, demo_password) = (folder.path().to_owned(), Some("correct horse".to_owned()));
            let server = crate::open(Config { data, demo_password, ..Config::default() }).unwrap();
            let user = server.ledger.user_by_name(server.organisation.id, "dispatcher").unwrap().unwrap();
            Self { server, user, _folder: folder }
        }

        /// A request as a device leaves it when the process stops before its number is given.
        fn without_number(&self, id: u128) -> DocumentId {
            let id = DocumentId(Uuid::from_u128(id));
            let log = json!({ "log": { "channel": "phone", "provisional": "T-1", "customer": null, "caller": "Sun", "phone": "",
                "address": { "text": "" }, "product_model": "", "serial": "", "fault": "It stops." } });
            let log = Command::of_kind(request::KIND, log).unwrap();
            office::write(&self.server, self.user.id, id, Some(request::KIND), &|subject, asker| {
                Ok(Decision { edits: decide(subject, asker, &log)?, ..Decision::default() })
            })
            .unwrap();
            id
        }

        fn number(&self, id: DocumentId) -> String {
            let number = requests::page(&self.server, id).unwrap().row.number;
            number.rsplit('-').next().unwrap_or_default().to_owned()
        }
    }

    #[test]
    fn r1_a_number_that_was_not_given_at_once_is_given_once() {
        let desk = Desk::open();
        let (offered_again, ended) = (desk.without_number(1), desk.without_number(2));
        for _ in 0..2 {
            give(&desk.server, desk.user.id, offered_again).unwrap();
        }
        let outcome = RequestOutcome::Withdrawn { reason: "It works again.".to_owned() };
        requests::command(&desk.server, &desk.user, ended, RequestCommand::End { outcome }).unwrap();
        assert_eq!((desk.number(offered_again), desk.number(ended)), ("0001".to_owned(), "0002".to_owned()));
    }

    #[test]
    fn r1_what_nobody_took_down_has_no_number() {
        let desk = Desk::open();
        let id = DocumentId(Uuid::from_u128(3));
        let caller = || Edit::Fact { name: "caller".to_owned(), value: Value::Text("Sun".to_owned()) };
        office::write(&desk.server, desk.user.id, id, Some(request::KIND), &|_, _| {
            Ok(Decision { edits: vec![caller()], ..Decision::default() })
        })
        .unwrap();
        give(&desk.server, desk.user.id, id).unwrap();
        assert_eq!(desk.number(id), "");
    }
}
