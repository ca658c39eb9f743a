//! The first start: an organisation with its key, and, when asked for, a sample of people, records and customers to try
//! everything with. Documents are written by the office device through the same admission as everybody's.

mod parties;
mod records;

use std::collections::BTreeSet;

use jobsheet_domain::id::{OrganisationId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Role;
use uuid::Uuid;

use crate::auth::password;
use crate::config::Config;
use crate::ledger::{Ledger, LedgerResult, Organisation, User};
use crate::office::Error;
use crate::office::server::Server;

/// Makes the organisation of an empty ledger.
///
/// # Errors
/// The ledger's.
pub fn organisation(ledger: &dyn Ledger, config: &Config) -> LedgerResult<Organisation> {
    let name = config.organisation.clone();
    let organisation = Organisation { id: OrganisationId(Uuid::now_v7()), name, seed: None, epoch: 1 };
    ledger.create_organisation(&organisation)?;
    Ok(organisation)
}

/// A person of the sample.
struct Person {
    login: &'static str,
    name: &'static str,
    roles: &'static [Role],
    language: Language,
    /// Product families they are qualified for (R46).
    qualified: &'static [&'static str],
}

const PEOPLE: &[Person] = &[
    Person {
        login: "dispatcher",
        name: "陈静 Chen Jing",
        roles: &[Role::Dispatcher],
        language: Language::Simplified,
        qualified: &[],
    },
    Person {
        login: "manager",
        name: "周国强 Zhou Guoqiang",
        roles: &[Role::Manager],
        language: Language::Simplified,
        qualified: &[],
    },
    Person {
        login: "quality",
        name: "何晓雯 He Xiaowen",
        roles: &[Role::Quality],
        language: Language::Simplified,
        qualified: &[],
    },
    Person {
        login: "director",
        name: "罗志明 Lo Chi-ming",
        roles: &[Role::GeneralManager],
        language: Language::Traditional,
        qualified: &[],
    },
    Person {
        login: "engineer",
        name: "林佩珊 Lin Pei-shan",
        roles: &[Role::Engineer],
        language: Language::Traditional,
        qualified: &[],
    },
    Person {
        login: "lead",
        name: "王磊 Wang Lei",
        roles: &[Role::Technician],
        language: Language::Simplified,
        qualified: &["*"],
    },
    Person {
        login: "second",
        name: "李敏 Li Min",
        roles: &[Role::Technician],
        language: Language::Simplified,
        qualified: &["laser", "compressor"],
    },
    Person {
        login: "third",
        name: "Sarah Holt",
        roles: &[Role::Technician],
        language: Language::English,
        qualified: &["compressor", "injection"],
    },
    Person {
        login: "trainee",
        name: "赵阳 Zhao Yang",
        roles: &[Role::Technician],
        language: Language::Simplified,
        qualified: &[],
    },
    Person {
        login: "admin",
        name: "吴芳 Wu Fang",
        roles: &[Role::Administrator],
        language: Language::Simplified,
        qualified: &[],
    },
    Person {
        login: "auditor",
        name: "Peter Ainsworth",
        roles: &[Role::Auditor],
        language: Language::English,
        qualified: &[],
    },
];

/// Fills an empty ledger with the sample organisation. A ledger that has people is left as it is.
///
/// # Errors
/// The ledger's, or a refusal of the rules: then the sample is wrong.
pub fn sample(server: &Server, password: &str) -> Result<(), Error> {
    let organisation = server.organisation.id;
    if !server.ledger.users(organisation)?.is_empty() {
        return Ok(());
    }
    let stored = password::hash(password).ok_or_else(|| Error::Malformed("password".to_owned()))?;
    for person in PEOPLE {
        server.ledger.put_user(organisation, &user(person, &stored))?;
    }
    records::publish(server, PEOPLE)?;
    parties::write(server, user_id("dispatcher"))
}

/// Adds the first administrator of an organisation without a sample, with a staff record that names them.
///
/// # Errors
/// The ledger's.
pub fn administrator(server: &Server, password: &str) -> Result<(), Error> {
    const ADMINISTRATOR: Person = Person {
        login: "admin",
        name: "Administrator",
        roles: &[Role::Administrator],
        language: Language::English,
        qualified: &[],
    };
    let organisation = server.organisation.id;
    if !server.ledger.users(organisation)?.is_empty() {
        return Ok(());
    }
    let stored = password::hash(password).ok_or_else(|| Error::Malformed("password".to_owned()))?;
    server.ledger.put_user(organisation, &user(&ADMINISTRATOR, &stored))?;
    records::publish_staff(server, &[ADMINISTRATOR])
}

fn user(person: &Person, password: &str) -> User {
    User {
        id: user_id(person.login),
        name: person.login.to_owned(),
        full_name: person.name.to_owned(),
        password: password.to_owned(),
        roles: person.roles.iter().copied().collect::<BTreeSet<Role>>(),
        language: person.language,
        active: true,
    }
}

/// The same person has the same id in every sample: a digest of the login name in the form of a UUIDv8 (RFC 9562).
fn user_id(login: &str) -> UserId {
    UserId(named("user", login))
}

/// An id that follows from a name.
fn named(kind: &str, name: &str) -> Uuid {
    let digest = jobsheet_signing::sha256(format!("jobsheet/sample/{kind}/{name}").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
