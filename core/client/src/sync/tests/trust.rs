//! Of what is told only what its author signed and may have written is taken (R9, R50, R54).

use super::*;

#[test]
fn r50_a_document_with_an_unsigned_change_is_not_taken_and_holds_up_no_other() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let [mut good, mut bad] =
        [70, 71].map(|id| Document::create(work_order::KIND, DocumentId(Uuid::from_u128(id))));
    let signed = other.writes(&mut good, "1");
    let also_signed = other.writes(&mut bad, "2");
    let edit = Edit::Fact { name: "phone".to_owned(), value: Value::Text("3".to_owned()) };
    let stowaway = bad.edit(ActorId([1; 16]), &[edit]).unwrap().change.unwrap();
    let mine = order(&client);
    let sent = offered(&client, &BTreeSet::new());
    let said = [
        stored(&sent),
        vec![other.keyring(), other.tells(&also_signed, Some(&stowaway)), other.tells(&signed, None)],
    ]
    .concat();
    let before = cursor(&client);
    let kept = hears(&client, &sent, said);
    assert_eq!(kept.unread.keys().collect::<Vec<_>>(), [&bad.id()]);
    assert_eq!(kept.unread[&bad.id()].code, "run.irregular");
    assert_eq!(kept.documents, [good.id()]);
    assert_eq!(client.opened(bad.id()).err().unwrap().code(), "document.unknown");
    assert_eq!(client.read(|tx| tx.unsent_of(mine)).unwrap().changes, 0, "the verdicts stand");
    assert_ne!(cursor(&client), before, "what was read is not told again");
    assert_eq!(client.unread().unwrap(), [(bad.id(), Refusal::new("run.irregular"))]);

    // Another change of it can be read, and says nothing of the one that could not.
    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let mut elsewhere = Document::create(work_order::KIND, bad.id());
    let beside = second.writes(&mut elsewhere, "4");
    hears(&client, &[], vec![second.keyring(), second.tells(&beside, None)]);
    assert_eq!(client.unread().unwrap().len(), 1);
    let still = vec![other.tells(&also_signed, Some(&stowaway))];
    let kept = hears_again(&client, &[], still, &[bad.id()]);
    assert!(kept.newly_unread.is_empty(), "it was told of once");
    hears_again(&client, &[], vec![other.tells(&also_signed, None)], &[bad.id()]);
    assert_eq!(
        client.content(bad.id()).unwrap().unwrap().facts["phone"].entries.len(),
        2,
        "nothing of it is lost"
    );
    assert!(client.unread().unwrap().is_empty());
}

/// R9: a signature proves who signed; an event under it that names somebody else proves nothing.
#[test]
fn r9_an_event_in_anothers_name_is_not_taken_in_changes_or_in_a_snapshot() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let raised = |user: u128, id| {
        let mut document = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(id)));
        let now = Timestamp(1);
        let event = NewEvent {
            at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
            by: jobsheet_domain::event::Author {
                user: UserId(Uuid::from_u128(user)),
                device: DeviceId(Uuid::from_bytes([1; 16])),
            },
            as_of: 5,
            reads: Vec::new(),
            body: EventBody::of(&WorkOrderEvent::Raised { request: None, found_on_site: true }),
        };
        let change = document.edit(other.actor(), &[Edit::Event(event)]).unwrap().change.unwrap();
        (document, change)
    };
    let own = u128::from_be_bytes([2; 16]);
    let (honest, their_own) = raised(own, 70);
    let [(forged, anothers), (whole, forged_whole)] = [raised(own + 1, 71), raised(own + 1, 72)];
    let said = vec![
        other.keyring(),
        other.tells(&their_own, None),
        other.tells(&anothers, None),
        other.tells_whole(&whole, &forged_whole),
    ];
    let kept = hears(&client, &[], said);
    assert_eq!(kept.documents, [honest.id()]);
    let codes: Vec<_> = kept.unread.iter().map(|(id, refusal)| (*id, refusal.code.as_str())).collect();
    assert_eq!(codes, [forged.id(), whole.id()].map(|id| (id, "change.foreign_actor")));
}

/// R54: a revoked key's run is taken only under the server's word that it was there before, or that a person let it in.
#[test]
fn r54_of_a_revoked_key_only_what_the_server_vouches_for_is_taken() {
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let change = other.writes(&mut theirs, "1");
    let review = Review { by: [1; 16], at_ms: 1, reason: "Confirmed.".to_owned() };
    let before = Admission {
        organisation: ORGANISATION,
        document: theirs.id().0.into_bytes(),
        head: change.header.hash.0,
        position: 4,
        review: None,
    };
    let after = Admission { position: 6, ..before.clone() };
    let let_in = Admission { review: Some(review), ..after.clone() };
    let takes = |words: Vec<String>, whole: bool| {
        let folder = Folder::enrolled();
        let told = if whole { other.tells_whole(&theirs, &change) } else { other.tells(&change, None) };
        let words = words.into_iter().map(|word| Down::Admission { word });
        let said = std::iter::once(other.keyring_with(Some(5))).chain(words).chain([told]).collect();
        hears(&folder.client(), &[], said).unread.get(&theirs.id()).map(|refusal| refusal.code.clone())
    };
    let word = |admission: &Admission| vec![sign_admission(&other.server, admission).unwrap()];
    let refused = || Some("key.revoked".to_owned());
    for whole in [false, true] {
        assert_eq!(takes(vec![], whole), refused(), "nobody vouches for it");
        assert_eq!(takes(word(&after), whole), refused(), "it came after, and nobody let it in");
        assert_eq!(takes(word(&before), whole), None);
        assert_eq!(takes(word(&let_in), whole), None);
        let elsewhere = Admission { document: [7; 16], ..let_in.clone() };
        assert_eq!(takes(word(&elsewhere), whole), refused(), "about another document");
        let stranger = Admission { organisation: [7; 16], ..let_in.clone() };
        assert_eq!(takes(word(&stranger), whole), refused(), "of another organisation");
        let forged = vec![sign_admission(&other.key, &let_in).unwrap()];
        assert_eq!(takes(forged, whole), refused(), "its own key cannot vouch for itself");
    }
}
