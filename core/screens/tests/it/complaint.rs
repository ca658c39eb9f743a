//! Complaints on a device without a server (R41).

use std::collections::BTreeSet;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::complaint::{
    Channel, ComplaintClass, ComplaintCommand as Ask, ComplaintRemedy, ComplaintTaken, Findings, Said,
    Severity,
};
use jobsheet_client::domain::customer::CustomerCommand;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::records::{Role, Staff};
use jobsheet_client::domain::request::RequestCommand;
use jobsheet_client::domain::value::{Address, Money, Value};
use jobsheet_client::store::{Page, RowQuery, Store};
use jobsheet_client::{Capture, Client, ClientError, Signing, Submitted};
use jobsheet_screens::{ComplaintView, ListedComplaint, Whereabouts, screens};

use jobsheet_kit::folder::{
    Folder, begin_work, customer, finish_work, key, order, record, signing, staff, taken, tap,
};

/// A complaint taken down at the customer's.
fn on_site(client: &Client) -> DocumentId {
    let customer = customer(client, "Star Lake Works");
    client.take_complaint(&taken(Channel::OnSite, Some(customer))).unwrap().document
}

fn ask(client: &Client, complaint: DocumentId, ask: Ask) -> Result<Submitted, ClientError> {
    client.submit(complaint, &Command::Complaint(ask))
}

fn listed(client: &Client, query: RowQuery) -> Vec<ListedComplaint> {
    screens(client).complaints(&query, Page::default()).unwrap()
}

fn said(words: &str) -> Said {
    Said { who: "Wang".to_owned(), channel: Channel::OnSite, said_at: None, words: words.to_owned() }
}

/// The technician of the tests is quality as well, so that one device plays the whole case.
fn everybody(folder: &Folder) {
    let mut all = staff("Li Wei");
    all[0].roles.extend([Role::Quality, Role::GeneralManager]);
    keep_staff(folder, &all);
}

fn keep_staff(folder: &Folder, staff: &[Staff]) {
    let staff = record("staff", &staff);
    Store::open(&folder.file(), &key()).unwrap().write(|tx| tx.put_record(&staff)).unwrap();
}

/// As far as a proposal.
fn propose(client: &Client, complaint: DocumentId) {
    let (class, severity) = (ComplaintClass::Quality, Severity::Major);
    ask(client, complaint, Ask::Grade { class, severity, note: "leak".to_owned() }).unwrap();
    ask(client, complaint, Ask::Investigate { investigator: None }).unwrap();
    let base = screens(client).complaint(complaint).unwrap().heads;
    let (field, text) = ("investigation".to_owned(), "Seal of the wrong batch".to_owned());
    ask(client, complaint, Ask::EditText { field, base, text }).unwrap();
    let findings = Findings {
        cause: Some("seal".to_owned()),
        cause_class: Some("production".to_owned()),
        justified: Some(true),
        ..Findings::default()
    };
    ask(client, complaint, Ask::RecordFindings(findings)).unwrap();
    let cost = Money { minor: 150_000, currency: "CNY".to_owned() };
    let (remedy, plan) = (ComplaintRemedy::Replace, "A new pump".to_owned());
    ask(client, complaint, Ask::Propose { remedy, plan, cost }).unwrap();
}

fn happened(view: &ComplaintView, kind: &str) -> Vec<(String, String)> {
    let one = view.timeline.iter().rev().find(|one| one.kind == kind).unwrap();
    one.detail.iter().map(|detail| (detail.label.clone(), detail.text.clone())).collect()
}

#[test]
fn r41_a_complaint_taken_on_site_without_signal_is_listed_found_and_there_after_a_restart() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let complaint = on_site(&client);
    let before = screens(&client).complaint(complaint).unwrap();
    drop(client);
    let client = folder.client();
    let rows = listed(&client, RowQuery::default());
    let [row] = rows.as_slice() else { panic!("one complaint: {rows:?}") };
    assert_eq!((row.row.id, row.row.status.as_str(), row.row.open), (complaint, "taken", true));
    assert_eq!(
        (row.row.title.as_str(), row.row.customer_name.as_str()),
        ("The pump leaks again.", "Star Lake Works")
    );
    assert_eq!((row.summary.channel, row.summary.class, row.unsent), (Some(Channel::OnSite), None, 1));
    let clock = row.row.clock.as_ref().unwrap();
    assert_eq!((clock.rule.as_str(), clock.at_risk < clock.target), ("R28", true));
    let standing = |view: ComplaintView| ComplaintView { clocks: Vec::new(), ..view };
    assert_eq!(standing(screens(&client).complaint(complaint).unwrap()), standing(before));
    for words in ["second time", "wl50", "13800138000", "star lake"] {
        assert_eq!(
            listed(&client, RowQuery { text: words.to_owned(), ..RowQuery::default() }).len(),
            1,
            "{words}"
        );
    }
    assert_eq!(client.unsent().unwrap().changes, 2, "customer and complaint");
}

#[test]
fn r1_a_device_gives_numbers_of_its_own_register_without_a_gap_and_none_to_what_is_refused() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let whose = customer(&client, "Star Lake Works");
    let number = |client: &Client| {
        let id = client.take_complaint(&taken(Channel::Phone, Some(whose))).unwrap().document;
        screens(client).complaint(id).unwrap().listed.row.number
    };
    let first = number(&client);
    assert!(first.ends_with("-0001"), "{first}");
    let blank = ComplaintTaken { facts: String::new(), ..taken(Channel::Phone, Some(whose)) };
    assert_eq!(client.take_complaint(&blank).unwrap_err().code(), "complaint.facts_missing");
    drop(client);
    let client = folder.client();
    assert_eq!(number(&client), first.replace("-0001", "-0002"));
    let given = ComplaintTaken { provisional: Some("T-9".to_owned()), ..taken(Channel::Phone, Some(whose)) };
    let given = client.take_complaint(&given).unwrap().document;
    assert_eq!(screens(&client).complaint(given).unwrap().listed.row.number, "T-9");
    assert_eq!(number(&client), first.replace("-0001", "-0003"));
}

#[test]
fn r14_a_photo_of_a_complaint_is_kept_like_an_orders() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let complaint = on_site(&client);
    let capture = Capture { bytes: b"no image at all", stage: "fault", caption: "The leak" };
    let (photo, _) = client.capture(complaint, &capture).unwrap();
    let view = screens(&client).complaint(complaint).unwrap();
    let [shown] = view.photos.as_slice() else { panic!("{:?}", view.photos) };
    assert_eq!((shown.normal, shown.caption.as_str()), (photo.normal, "The leak"));
    assert_eq!((shown.whereabouts, shown.visit), (Whereabouts::Here, 0));
    assert_eq!(client.unsent().unwrap().blobs, 1);
    let customer = view.listed.row.customer.unwrap();
    let refused = client.capture(customer, &capture).unwrap_err();
    assert_eq!(refused.code(), "command.wrong_document");
    assert_eq!(client.unsent().unwrap().blobs, 1);
}

#[test]
fn r41_the_customer_objects_agrees_and_is_told_on_site() {
    let folder = Folder::enrolled();
    everybody(&folder);
    let client = folder.client();
    let complaint = on_site(&client);
    propose(&client, complaint);
    ask(&client, complaint, Ask::Object(said("Too slow"))).unwrap();
    let cost = Money { minor: 100, currency: "CNY".to_owned() };
    let (remedy, plan) = (ComplaintRemedy::Repair, "Today".to_owned());
    ask(&client, complaint, Ask::Propose { remedy, plan, cost }).unwrap();
    ask(&client, complaint, Ask::Agree(said("Good"))).unwrap();
    let agreed = screens(&client).complaint(complaint).unwrap();
    assert_eq!(agreed.listed.row.status, "agreed");
    let kinds: Vec<&str> = agreed.replies.iter().map(|reply| reply.kind.as_str()).collect();
    assert_eq!(kinds, ["objected_on_site", "agreed_on_site"]);
    assert_eq!(agreed.proposal.as_ref().unwrap().proposal.agreed.as_ref().unwrap().words, "Good");
    ask(&client, complaint, Ask::Approve { note: String::new() }).unwrap();
    ask(&client, complaint, Ask::CarryOut { on_site: true, note: "Seal replaced".to_owned() }).unwrap();
    let (who, answer) = ("Wang".to_owned(), "It is done".to_owned());
    let told = Ask::Tell { who, channel: Channel::OnSite, answer, satisfied: Some(true) };
    ask(&client, complaint, told).unwrap();
    let view = screens(&client).complaint(complaint).unwrap();
    assert_eq!(
        (view.listed.row.status.as_str(), view.listed.status_text.as_str()),
        ("told", "customer told")
    );
    assert_eq!(view.outcome.as_ref().map(|outcome| outcome.answer.as_str()), Some("It is done"));
    assert_eq!(view.proposal.as_ref().unwrap().approved_by, "Li Wei");
    let expected =
        [("Who was told", "Wang"), ("How", "on site"), ("Answer", "It is done"), ("Satisfied", "yes")];
    let expected = expected.map(|(label, text)| (label.to_owned(), text.to_owned()));
    assert_eq!(happened(&view, "told_on_site"), expected);
    assert_eq!(happened(&view, "objected_on_site")[2].1, "Too slow");
    assert_eq!(happened(&view, "graded")[0], ("Class".to_owned(), "quality".to_owned()));
    let graded = view.timeline.iter().find(|one| one.kind == "graded").unwrap();
    assert_eq!(graded.label, "grade");
    assert_eq!((view.findings.found.cause.as_deref(), view.turn.text.as_str()), (Some("seal"), "quality"));
}

/// Told in the customer's language unless another is asked for, with what this device knows of other documents.
#[test]
fn r41_a_complaint_has_a_report_without_signal() {
    let folder = Folder::enrolled();
    everybody(&folder);
    let client = folder.client();
    let complaint = on_site(&client);
    let capture = Capture { bytes: b"no image at all", stage: "fault", caption: "The leak" };
    client.capture(complaint, &capture).unwrap();
    propose(&client, complaint);
    ask(&client, complaint, Ask::Agree(said("Good"))).unwrap();
    let report = screens(&client).complaint_report(complaint, Some(Language::English)).unwrap();
    let number = screens(&client).complaint(complaint).unwrap().listed.row.number;
    let expected = [
        "Complaint report",
        number.as_str(),
        "Star Lake Works",
        "Second time this year.",
        "Seal of the wrong batch",
        "1500.00 CNY",
        "Li Wei",
        "The leak",
        "Complaint settled",
    ];
    for said in expected {
        assert!(report.contains(said), "{said}");
    }
    let page = |language| screens(&client).complaint_report(complaint, language).unwrap();
    assert!(page(Some(Language::Traditional)).contains("投訴報告"));
    assert!(page(None).contains("<html lang=\"en\">"), "the customer's");
    let customer = screens(&client).complaint(complaint).unwrap().listed.row.customer.unwrap();
    assert_eq!(screens(&client).complaint_report(customer, None).unwrap_err().code(), "document.unknown");
}

#[test]
fn r4_the_page_says_what_is_possible_to_this_person_and_why_the_rest_is_not() {
    let folder = Folder::enrolled();
    let mut technician = staff("Li Wei");
    technician[0].roles = BTreeSet::from([Role::Technician]);
    let client = folder.client();
    let complaint = on_site(&client);
    drop(client);
    keep_staff(&folder, &technician);
    let client = folder.client();
    let view = screens(&client).complaint(complaint).unwrap();
    let steps: Vec<(&str, &str, Option<&str>)> = view
        .possible
        .iter()
        .map(|one| {
            (one.command.as_str(), one.label.as_str(), one.refusal.as_ref().map(|why| why.code.as_str()))
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("agree", "Record the customer's agreement", Some("complaint.not_now")),
            ("object", "Record the customer's objection", Some("complaint.not_now")),
            ("carry_out", "Carry out the remedy", Some("complaint.not_now")),
            ("tell", "Tell the customer", None),
            ("withdraw", "Record the withdrawal", None),
            ("link_order", "Link an order", None),
            ("link_similar", "Link a similar complaint", None),
        ]
    );
    assert_eq!((view.turn.text.as_str(), view.turn.is_mine), ("quality, service manager", true));
}

#[test]
fn r41_the_list_says_what_waits_for_whoever_holds_the_device() {
    let folder = Folder::enrolled();
    everybody(&folder);
    let client = folder.client();
    let (graded, proposed) = (on_site(&client), on_site(&client));
    propose(&client, proposed);
    let mine = RowQuery { waits_for_me: true, ..RowQuery::default() };
    assert_eq!(listed(&client, mine.clone()).len(), 2);
    ask(&client, graded, Ask::Withdraw(said("Solved itself"))).unwrap();
    let waiting = listed(&client, mine);
    assert_eq!(waiting.iter().map(|one| one.row.id).collect::<Vec<_>>(), [proposed]);
    let open = listed(&client, RowQuery { open: true, ..RowQuery::default() });
    assert_eq!(
        (open.len(), open[0].row.waits_for_roles.clone()),
        (1, vec!["dispatcher".into(), "technician".into()])
    );
}

#[test]
fn a_renamed_customer_is_renamed_in_the_list_of_complaints_which_keeps_its_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (first, second) = (on_site(&client), on_site(&client));
    let customer = screens(&client).complaint(first).unwrap().listed.row.customer.unwrap();
    let name = Value::Text("Moon Lake Works".to_owned());
    let rename = CustomerCommand::SetFact { name: "name".to_owned(), value: name };
    client.submit(customer, &Command::Customer(rename)).unwrap();
    let rows = listed(&client, RowQuery::default());
    let shown: Vec<_> = rows.iter().map(|one| (one.row.id, one.row.customer_name.as_str())).collect();
    assert_eq!(shown, [(second, "Star Lake Works"), (first, "Moon Lake Works")]);
    assert_eq!(listed(&client, RowQuery { text: "moon".to_owned(), ..RowQuery::default() }).len(), 1);
}

#[test]
fn r41_a_remark_on_a_signed_sheet_becomes_a_complaint_of_that_sheet() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let none = client.complaint_from_sheet(order, 1).unwrap_err();
    assert_eq!(none.code(), "complaint.sheet_missing", "nobody signed yet");
    let shown = client.show_report(order, None).unwrap();
    let remarks = "It took four hours".to_owned();
    let signed = client.sign_off(&shown, &Signing { remarks, ..signing() }).unwrap();
    let draft = client.complaint_from_sheet(order, 1).unwrap();
    assert_eq!(
        (draft.channel, draft.order, draft.remark),
        (Channel::Sheet, Some(order), Some(signed.events[0]))
    );
    assert_eq!((draft.contact.as_str(), draft.facts.as_str()), ("Wang", "It took four hours"));
    assert!(draft.customer.is_some());
    let complaint = client.take_complaint(&draft).unwrap().document;
    let view = screens(&client).complaint(complaint).unwrap();
    assert_eq!((view.order.map(|link| link.id), view.contact[0].text.as_str()), (Some(order), "Wang"));
    let raise = jobsheet_kit::folder::raise(&client, draft.customer.unwrap(), None);
    ask(&client, complaint, Ask::LinkOrder { order: raise }).unwrap();
    assert_eq!(
        screens(&client).complaint(complaint).unwrap().orders.iter().map(|link| link.id).collect::<Vec<_>>(),
        [raise]
    );
    tap(&client, order, jobsheet_client::domain::work_order::WorkOrderCommand::RecordContact).unwrap();
}

fn call(client: &Client) -> DocumentId {
    let log = RequestCommand::Log {
        channel: "letter".to_owned(),
        provisional: Some("T-1".to_owned()),
        customer: None,
        caller: "Sun".to_owned(),
        phone: "0211234567".to_owned(),
        address: Address { text: String::new(), position: None },
        product_model: "WL50".to_owned(),
        serial: String::new(),
        fault: "Rude technician".to_owned(),
    };
    client.create(&Command::Request(log)).unwrap().document
}

/// What a call ended in; `None` while it is open.
fn outcome(folder: &Folder, request: DocumentId) -> Option<String> {
    let rows = screens(&folder.client()).requests(false, Page::default()).unwrap();
    rows.into_iter().find(|row| row.id == request).unwrap().outcome
}

/// Both in one transaction: what is refused ends no call, and a call that has ended stays as it is.
#[test]
fn r2_a_call_ends_in_the_complaint_that_is_taken_from_it() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let request = call(&client);
    let draft = client.complaint_from_request(request).unwrap();
    assert_eq!(
        (draft.channel, draft.contact.as_str(), draft.facts.as_str()),
        (Channel::Letter, "Sun", "Rude technician")
    );
    let blank = ComplaintTaken { facts: String::new(), ..draft.clone() };
    assert_eq!(client.take_complaint(&blank).unwrap_err().code(), "complaint.facts_missing");
    assert_eq!(outcome(&folder, request), None);
    let before = client.unsent().unwrap().changes;
    let complaint = client.take_complaint(&draft).unwrap().document;
    assert_eq!(client.unsent().unwrap().changes, before + 2, "the complaint and the end of the call");
    drop(client);
    let client = folder.client();
    assert_eq!(outcome(&folder, request).as_deref(), Some("complaint"));
    let link = screens(&client).complaint(complaint).unwrap().request.unwrap();
    assert_eq!((link.id, link.name.as_str()), (request, "T-1"));
    let second = client.take_complaint(&draft).unwrap().document;
    assert_ne!(second, complaint, "another complaint from the same call");
    assert_eq!(client.unsent().unwrap().changes, before + 3);
}

#[test]
fn r2_a_call_stays_open_when_whoever_takes_the_complaint_does_not_keep_the_register() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let request = call(&client);
    drop(client);
    let mut quality = staff("Li Wei");
    quality[0].roles = BTreeSet::from([Role::Quality]);
    keep_staff(&folder, &quality);
    let client = folder.client();
    let draft = client.complaint_from_request(request).unwrap();
    client.take_complaint(&draft).unwrap();
    assert_eq!(outcome(&folder, request), None);
}

#[test]
fn r2_a_call_ends_in_a_complaint_that_is_there() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (request, complaint) = (call(&client), on_site(&client));
    let refused = client.end_in_complaint(request, request).unwrap_err();
    assert_eq!(refused.code(), "document.unknown");
    client.end_in_complaint(request, complaint).unwrap();
    assert_eq!(outcome(&folder, request).as_deref(), Some("complaint"));
}

#[test]
fn an_order_is_no_complaint_and_a_complaint_no_order() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (order, complaint) = (order(&client), on_site(&client));
    assert_eq!(screens(&client).complaint(order).unwrap_err().code(), "document.unknown");
    assert_eq!(screens(&client).order(complaint).unwrap_err().code(), "document.unknown");
}

/// R50: a file that held complaints before there was a list of them lists them at the next start.
#[test]
fn r50_complaints_without_a_row_are_listed_at_the_next_start() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let (first, second) = (on_site(&client), on_site(&client));
    drop(client);
    let store = Store::open(&folder.file(), &key()).unwrap();
    store
        .write(|tx| {
            tx.rebuild_read_models(|_| Ok(()))?;
            tx.set_listing_version(0)
        })
        .unwrap();
    drop(store);
    let client = folder.client();
    let rows = listed(&client, RowQuery::default());
    assert_eq!(
        rows.iter().map(|one| one.row.id).collect::<Vec<_>>(),
        [second, first],
        "by when they happened"
    );
    assert!(!screens(&client).complaint(first).unwrap().heads.is_empty());
}
