//! Two people at work on one complaint without knowing of each other: the rules are those of an order (R5, R41, R49).

use jobsheet_domain::aggregates;
use jobsheet_domain::complaint::{
    self, Channel, ComplaintClass, ComplaintCommand as Ask, ComplaintEvent, ComplaintRemedy,
    ComplaintSummary, Findings, Said, Severity,
};
use jobsheet_domain::flow::Standing;
use jobsheet_domain::place::conflicts;
use jobsheet_domain::value::Money;
use jobsheet_store::ListedDocument;

use super::*;
use crate::device::taken;
use crate::rows;

fn ask(client: &Client, complaint: DocumentId, ask: Ask) {
    client.submit(complaint, &Command::Complaint(ask)).unwrap();
}

/// A complaint with a proposal, taken down on this device.
fn proposed(client: &Client) -> DocumentId {
    let complaint = client.take_complaint(&taken(Channel::Phone, None)).unwrap().document;
    let (class, severity) = (ComplaintClass::NotQuality, Severity::Minor);
    ask(client, complaint, Ask::Grade { class, severity, note: String::new() });
    ask(client, complaint, Ask::Investigate { investigator: None });
    let base = client.opened(complaint).unwrap().document().heads();
    let (field, text) = ("investigation".to_owned(), "Asked".to_owned());
    ask(client, complaint, Ask::EditText { field, base, text });
    let findings = Findings {
        cause: Some("manners".to_owned()),
        cause_class: Some("use".to_owned()),
        justified: Some(true),
        ..Findings::default()
    };
    ask(client, complaint, Ask::RecordFindings(findings));
    let cost = Money { minor: 100, currency: "CNY".to_owned() };
    ask(
        client,
        complaint,
        Ask::Propose { remedy: ComplaintRemedy::Explain, plan: "An apology".to_owned(), cost },
    );
    complaint
}

fn copy(client: &Client, id: DocumentId) -> Document {
    client.opened(id).unwrap().document().clone()
}

/// What somebody of the office lets happen.
fn office(body: &ComplaintEvent) -> Edit {
    let now = Timestamp(1_790_000_000_500);
    let by = jobsheet_domain::event::Author {
        user: UserId(Uuid::from_bytes([2; 16])),
        device: DeviceId(Uuid::from_bytes([1; 16])),
    };
    let at = EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None };
    Edit::Event(NewEvent { at, by, as_of: 5, reads: Vec::new(), body: EventBody::of(body) })
}

#[test]
fn r5_an_agreement_on_site_stands_beside_a_sending_back_and_the_complaint_is_contested() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let complaint = proposed(&client);
    let mut theirs = copy(&client, complaint);
    let back = office(&ComplaintEvent::SentBack { reason: "Too dear".to_owned() });
    let sent_back = theirs.edit(other.actor(), &[back]).unwrap();
    let who = "Wang".to_owned();
    let said = Said { who, channel: Channel::OnSite, said_at: None, words: String::new() };
    ask(&client, complaint, Ask::Agree(said));
    let kept = hears(&client, &[], vec![other.keyring(), other.tells(&sent_back.change.unwrap(), None)]);
    assert_eq!(kept.documents, [complaint]);
    let row = row(&client, complaint);
    assert_eq!((row.status.as_str(), row.contested), ("agreed", true));
    let opened = client.opened(complaint).unwrap();
    let subject = opened.subject().unwrap();
    assert_eq!(aggregates::contest(subject).unwrap().dropped, [sent_back.events[0].key]);
    let happened = aggregates::happenings(subject);
    let dropped = happened.iter().find(|one| one.row == Some("sent_back")).unwrap();
    assert_eq!(dropped.standing, Standing::Dropped);
    let contested = RowQuery { contested: true, ..RowQuery::default() };
    let listed = || client.documents(complaint::KIND, &contested, Page::default()).unwrap();
    assert_eq!(listed().len(), 1);
    let (drop, reason) = (vec![sent_back.events[0].key], "The customer agreed".to_owned());
    ask(&client, complaint, Ask::Settle { drop, stands: None, reason });
    assert_eq!(listed(), []);
}

#[test]
fn r49_two_contacts_are_both_shown_until_somebody_chooses() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let complaint = proposed(&client);
    let mut theirs = copy(&client, complaint);
    let contact = |name: &str| Value::Text(name.to_owned());
    let edit = Edit::Fact { name: "contact".to_owned(), value: contact("Sun") };
    let change = theirs.edit(other.actor(), &[edit]).unwrap().change.unwrap();
    ask(&client, complaint, Ask::SetFact { name: "contact".to_owned(), value: contact("Zhao") });
    hears(&client, &[], vec![other.keyring(), other.tells(&change, None)]);
    let content = client.content(complaint).unwrap().unwrap();
    let [(place, register)] = &conflicts(&content).collect::<Vec<_>>()[..] else { panic!("{content:?}") };
    let mut names: Vec<&str> = register.entries.iter().filter_map(|entry| entry.value.as_text()).collect();
    names.sort_unstable();
    assert_eq!((place.to_string().as_str(), names), ("fact/contact", vec!["Sun", "Zhao"]));
    assert_eq!(row(&client, complaint).conflicts, 1);
    client.choose(complaint, &place.to_string(), change.header.hash).unwrap();
    let after = client.content(complaint).unwrap().unwrap();
    assert_eq!((conflicts(&after).count(), row(&client, complaint).conflicts), (0, 0));
    let summary = rows::kept::<ComplaintSummary>(&row(&client, complaint)).summary;
    assert_eq!((after.fact_text("contact"), summary.contact.as_str()), ("Sun", "Sun"));
}

#[test]
fn r41_whose_turn_it_is_follows_the_staff_record_and_moves_no_row() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (first, second) = (proposed(&client), proposed(&client));
    let mine = RowQuery { waits_for_me: true, ..RowQuery::default() };
    let waiting = |query: &RowQuery| -> Vec<DocumentId> {
        let listed = client.documents(complaint::KIND, query, Page::default()).unwrap();
        listed.iter().map(|one| one.row.id).collect()
    };
    assert_eq!(waiting(&mine), [second, first]);
    let mut staff = crate::device::staff("Li Wei");
    staff[0].roles = [jobsheet_domain::records::Role::Engineer].into();
    let bytes = crate::device::record("staff", &staff).bytes;
    let before = client.documents(complaint::KIND, &RowQuery::default(), Page::default()).unwrap();
    hears(&client, &[], vec![Down::Record(Record { name: "staff".to_owned(), position: 7, bytes })]);
    assert_eq!(waiting(&mine), [], "an engineer is not waited for once something was proposed");
    let after = client.documents(complaint::KIND, &RowQuery::default(), Page::default()).unwrap();
    let places = |listed: &[ListedDocument]| -> Vec<(DocumentId, Timestamp)> {
        listed.iter().map(|one| (one.row.id, one.row.updated_at)).collect()
    };
    assert_eq!(places(&after), places(&before));
    let found = RowQuery { text: "leaks".to_owned(), ..RowQuery::default() };
    assert_eq!(waiting(&found).len(), 2, "found by what they were found by");
}
