//! News, snapshots and leaves meet what is on the device.

use super::*;

#[test]
fn a_document_that_could_not_be_read_and_leaves_is_not_asked_for_any_more() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let change = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.tells(&change, None)]);
    assert_eq!(
        client.unread().unwrap(),
        [(id, Refusal::new("key.unknown"))],
        "its author's key is not known"
    );
    hears_again(&client, &[], vec![Down::Leave { document: id.0.into_bytes() }], &[id]);
    assert!(client.unread().unwrap().is_empty());
}

/// An app extension of the same installation may have written to the file meanwhile.
#[test]
fn news_of_a_document_that_fell_behind_the_file_is_kept_on_what_is_there() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let first = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&first, None)]);
    let beside = folder.client();
    let noted = note(&beside, id, "written beside").unwrap();

    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let newer = second.writes(&mut theirs, "2");
    let kept = hears(&client, &[], vec![second.keyring(), second.tells(&newer, None)]);
    assert_eq!(kept.documents, [id]);
    let heads = client.opened(id).unwrap().document().heads();
    assert!(noted.heads.iter().all(|head| heads.contains(head)));
    let content = client.content(id).unwrap().unwrap();
    assert_eq!((content.fact_text("phone"), content.text("notes")), ("2", "written beside"));
}

#[test]
fn a_sign_off_whose_document_fell_behind_the_file_is_kept_beside_what_is_there() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    let (other, beside) = (Other::new(), folder.client());
    let mut theirs = beside.opened(order).unwrap().document().clone();
    let newer = other.writes(&mut theirs, "2");
    hears(&beside, &[], vec![other.keyring(), other.tells(&newer, None)]);

    let signed = client.sign_off(&shown, &signing()).unwrap();
    assert!(signed.heads.contains(&newer.header.hash));
}

#[test]
fn a_snapshot_of_a_document_with_unsent_work_is_merged_into_it() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let first = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&first, None)]);
    let identity = client.enrolled().unwrap();
    let mut here = client.opened(id).unwrap().document().clone();
    // A second author, so that the snapshot brings something new beside the first.
    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let newer = second.writes(&mut theirs, "2");
    let Down::Snapshot(mut snapshot) = other.tells_whole(&theirs, &first) else { unreachable!() };
    snapshot.covers.push(second.cover(&newer));
    let edit = Edit::Fact { name: "contact".to_owned(), value: Value::Text("Wang".to_owned()) };
    let own = here.edit(identity.actor, &[edit]).unwrap().change.unwrap();
    client
        .store()
        .write(|tx| {
            let change = crate::documents::stored(&own);
            tx.append_changes(id, &[first.header.hash], &here.heads(), &[change]).map(|_| ())
        })
        .unwrap();
    client.inner.documents.keep(crate::documents::Opened::new(here));

    let kept = hears(&client, &[], vec![second.keyring(), Down::Snapshot(snapshot)]);
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
    client.inner.documents.forget_all();
    let merged = client.content(id).unwrap().unwrap();
    assert_eq!((merged.fact_text("phone"), merged.fact_text("contact")), ("2", "Wang"));
}

#[test]
fn r52_a_document_that_comes_back_does_not_leave_and_one_the_customer_reads_waits() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let (id, leave) = (theirs.id(), Down::Leave { document: theirs.id().0.into_bytes() });
    let change = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&change, None)]);
    *client.inner.shown.lock().unwrap() = Some(id);
    assert!(hears(&client, &[], vec![leave.clone()]).left.is_empty());
    client.take_back();
    assert!(hears(&client, &[], vec![other.tells(&change, None)]).left.is_empty(), "it came back");
    assert_eq!(hears(&client, &[], vec![leave]).left, [id]);
    assert_eq!(client.opened(id).err().unwrap().code(), "document.unknown");
}
