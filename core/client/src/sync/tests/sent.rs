//! What becomes of this device's own work: taken, refused or resting on what the server lacks (R50).

use super::*;

#[test]
fn a_tap_made_while_a_sync_is_under_way_stays_unsent_and_goes_with_the_next() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let under_way = offered(&client, &BTreeSet::new());
    let tap = note(&client, order, "meanwhile").unwrap();
    hears(&client, &under_way, stored(&under_way));
    let left = outbox(&client);
    assert_eq!(left.iter().map(|one| Some(one.tap.hash)).collect::<Vec<_>>(), [tap.change]);
    let next = offered(&client, &BTreeSet::new());
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].kept.first, next[0].kept.previous), (3, Some(under_way[1].kept.head)));
    hears(&client, &next, stored(&next));
    assert!(outbox(&client).is_empty());
}

#[test]
fn r50_of_a_refused_run_what_is_good_gets_through_and_only_the_rest_is_stuck() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    note(&client, order, "one more").unwrap();
    let whole = offered(&client, &BTreeSet::new());
    assert_eq!((whole.len(), whole[1].kept.document, whole[1].kept.last), (2, order, 3));
    let kept = hears(&client, &whole, vec![stored(&whole)[0].clone(), refused(1)]);
    assert!(kept.refused.is_empty() && client.wedged().unwrap().is_empty());

    let taps = offered(&client, &kept.to_split);
    assert_eq!(taps.len(), 3);
    let verdicts = vec![stored(&taps)[0].clone(), stored(&taps)[1].clone(), refused(2)];
    assert_eq!(hears(&client, &taps, verdicts).refused.len(), 1);
    assert_eq!(client.wedged().unwrap()[0].1.code, "part.incomplete");
    assert_eq!(outbox(&client).len(), 1);
    assert!(offered(&client, &BTreeSet::new()).is_empty(), "what is stuck is not offered by itself");
    client.send_again(order).unwrap();
    assert_eq!(offered(&client, &BTreeSet::new()).len(), 1);
}

#[test]
fn work_that_rests_on_what_the_server_lacks_says_so_and_what_is_ours_of_it_goes_again() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let whole = offered(&client, &BTreeSet::new());
    hears(&client, &whole, stored(&whole));
    let lost = whole.iter().find(|one| one.kept.document == order).unwrap().kept.head;
    note(&client, order, "after it").unwrap();
    let next = offered(&client, &BTreeSet::new());
    let verdict = Verdict::Missing { hashes: vec![lost.0, [7; 32]] };
    let kept = hears(&client, &next, vec![Down::Verdict { run: 0, verdict }]);
    assert_eq!(kept.missing.len(), 2);
    assert_eq!(client.missing().unwrap(), [(order, Refusal::new("sync.missing"))]);
    assert_eq!(client.unsent().unwrap().missing, 1);
    assert!(client.wedged().unwrap().is_empty(), "it is no refusal");

    let again = outgoing::lacked(&client, &client.enrolled().unwrap(), &kept.missing).unwrap();
    assert_eq!(again.len(), 1, "the other change is not here");
    let before = whole.iter().find(|one| one.kept.document == order).unwrap();
    assert_eq!(again[0].run.run.changes, before.run.run.changes);
    assert_eq!(again[0].run.run.cover.signature, before.run.run.cover.signature, "as it was signed");
    let all: Vec<Offered> = again.into_iter().chain(offered(&client, &BTreeSet::new())).collect();
    assert_eq!(all.len(), 2, "and what rests on it after it");
    hears(&client, &all, stored(&all));
    assert!(outbox(&client).is_empty() && client.missing().unwrap().is_empty());
}
