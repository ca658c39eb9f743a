//! Two people at work on one complaint without knowing of each other: the rules are those of an order (R5, R41, R49).

use jobsheet_domain::complaint::{
    Channel, ComplaintClass, ComplaintCommand as Ask, ComplaintEvent, ComplaintRemedy, ComplaintTaken,
    Findings, Said, Severity,
};
use jobsheet_domain::value::Money;

use super::*;

fn ask(client: &Client, complaint: DocumentId, ask: Ask) {
    client.submit(complaint, &Command::Complaint(ask)).unwrap();
}

/// A complaint with a proposal, taken down on this device.
fn proposed(client: &Client) -> DocumentId {
    let taken = ComplaintTaken {
        channel: Channel::Phone,
        request: None,
        order: None,
        remark: None,
        provisional: None,
        customer: None,
        asset: None,
        product_model: String::new(),
        contact: "Wang".to_owned(),
        phone: String::new(),
        title: "Leaks".to_owned(),
        facts: "The pump leaks again".to_owned(),
        demand: String::new(),
    };
    let complaint = client.take_complaint(&taken).unwrap().document;
    let (class, severity) = (ComplaintClass::NotQuality, Severity::Minor);
    ask(client, complaint, Ask::Grade { class, severity, note: String::new() });
    ask(client, complaint, Ask::Investigate { investigator: None });
    let base = client.complaint(complaint).unwrap().heads;
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
    client.inner.documents.open(&client.inner.store, id).unwrap().document().clone()
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
    let view = client.complaint(complaint).unwrap();
    assert_eq!((view.listed.row.status.as_str(), view.listed.row.contested), ("agreed", true));
    assert_eq!(view.contest.unwrap().dropped, [sent_back.events[0].key]);
    let dropped = view.timeline.iter().find(|one| one.kind == "sent_back").unwrap();
    assert_eq!((dropped.standing.as_str(), dropped.detail[0].text.as_str()), ("dropped", "Too dear"));
    let contested = RowQuery { contested: true, ..RowQuery::default() };
    assert_eq!(client.complaints(&contested, Page::default()).unwrap().len(), 1);
    let (drop, reason) = (vec![sent_back.events[0].key], "The customer agreed".to_owned());
    ask(&client, complaint, Ask::Settle { drop, stands: None, reason });
    assert_eq!(client.complaints(&contested, Page::default()).unwrap(), []);
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
    let view = client.complaint(complaint).unwrap();
    let [conflict] = view.conflicts.as_slice() else { panic!("{:?}", view.conflicts) };
    let mut names: Vec<&str> = conflict.values.iter().map(|value| value.text.as_str()).collect();
    names.sort_unstable();
    assert_eq!((conflict.path.as_str(), names), ("fact/contact", vec!["Sun", "Zhao"]));
    assert_eq!((view.contact.len(), view.listed.row.conflicts), (2, 1));
    client.choose(complaint, &conflict.path, change.header.hash).unwrap();
    let after = client.complaint(complaint).unwrap();
    assert_eq!((after.conflicts.len(), after.listed.row.conflicts), (0, 0));
    assert_eq!((after.contact[0].text.as_str(), after.listed.summary.contact.as_str()), ("Sun", "Sun"));
}

#[test]
fn r41_whose_turn_it_is_follows_the_staff_record_and_moves_no_row() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (first, second) = (proposed(&client), proposed(&client));
    let mine = RowQuery { waits_for_me: true, ..RowQuery::default() };
    let waiting = |query: &RowQuery| -> Vec<DocumentId> {
        let listed = client.complaints(query, Page::default()).unwrap();
        listed.iter().map(|one| one.row.id).collect()
    };
    assert_eq!(waiting(&mine), [second, first]);
    let mut staff = crate::device::staff("Li Wei");
    staff[0].roles = [jobsheet_domain::records::Role::Engineer].into();
    let bytes = crate::device::record("staff", &staff).bytes;
    let before = client.complaints(&RowQuery::default(), Page::default()).unwrap();
    hears(&client, &[], vec![Down::Record(Record { name: "staff".to_owned(), position: 7, bytes })]);
    assert_eq!(waiting(&mine), [], "an engineer is not waited for once something was proposed");
    let after = client.complaints(&RowQuery::default(), Page::default()).unwrap();
    let places = |listed: &[crate::ListedComplaint]| -> Vec<(DocumentId, Timestamp)> {
        listed.iter().map(|one| (one.row.id, one.row.updated_at)).collect()
    };
    assert_eq!(places(&after), places(&before));
    let found = RowQuery { text: "leaks".to_owned(), ..RowQuery::default() };
    assert_eq!(waiting(&found).len(), 2, "found by what they were found by");
}
