//! Which blobs a document names: its photos in every form, and of its sign-offs the hand, the stamp and the page as it was
//! shown. A name is what lets others read a blob, and what keeps it (R14, R52).

use std::collections::BTreeSet;

use jobsheet_domain::content::Content;
use jobsheet_domain::id::Digest;
use jobsheet_domain::value::Value;
use jobsheet_evidence::hand_digest;

use super::statement::in_event;

/// The blobs that `after` names and `before` did not, or not at that place: whoever wrote the changes between put the
/// names there.
pub(super) fn newly_named(before: Option<&Content>, after: &Content) -> BTreeSet<Digest> {
    let known = before.map(names).unwrap_or_default();
    names(after).difference(&known).map(|(_, digest)| *digest).collect()
}

/// Every digest with the place it stands at. Photos taken off the order and values in conflict count too.
fn names(content: &Content) -> BTreeSet<(String, Digest)> {
    let mut names = BTreeSet::new();
    for (item, fields) in &content.items {
        for (field, register) in fields {
            let digests = register.entries.iter().filter_map(|entry| {
                if let Value::Digest(digest) = entry.value { Some(digest) } else { None }
            });
            names.extend(digests.map(|digest| (format!("{}/{}/{field}", item.collection, item.id), digest)));
        }
    }
    for (event, record) in content.events.in_order().into_iter().filter_map(in_event) {
        let hand = hand_digest(record);
        names.extend(hand.into_iter().chain(record.blobs()).map(|digest| (event.key.to_string(), digest)));
    }
    names
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::content::{Entry, ItemRef, Register};
    use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId, ItemId};
    use jobsheet_domain::work_order;
    use uuid::Uuid;

    use super::*;

    fn with_photos(photos: &[(u128, u8)]) -> Content {
        let mut content = Content::empty(work_order::KIND, DocumentId(Uuid::nil()), 1);
        for (id, digest) in photos {
            let item = ItemRef { collection: "photo".into(), id: ItemId(Uuid::from_u128(*id)) };
            let fields = content.items.entry(item).or_default();
            let register = fields.entry("normal".to_owned()).or_insert(Register { entries: Vec::new() });
            let (actor, change) = (ActorId([0; 16]), ChangeHash([0; 32]));
            register.entries.push(Entry { value: Value::Digest(Digest([*digest; 32])), actor, change });
        }
        content
    }

    /// R49: of two values in conflict, both are evidence.
    #[test]
    fn r49_every_digest_at_a_place_is_named() {
        let named = newly_named(None, &with_photos(&[(1, 7), (1, 8)]));
        assert_eq!(named, BTreeSet::from([Digest([7; 32]), Digest([8; 32])]));
    }

    #[test]
    fn a_digest_at_another_place_is_named_anew() {
        let before = with_photos(&[(1, 7)]);
        assert!(newly_named(Some(&before), &before).is_empty());
        let after = with_photos(&[(1, 7), (2, 7)]);
        assert_eq!(newly_named(Some(&before), &after), BTreeSet::from([Digest([7; 32])]));
    }
}
