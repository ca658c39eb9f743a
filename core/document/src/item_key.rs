//! Keys of the flat map of items: `<collection>/<item id>/<field>`.

use jobsheet_kernel::content::ItemRef;
use jobsheet_kernel::id::ItemId;

/// Longest name of a fact, a collection, a field or an answer, in bytes.
const LONGEST_NAME: usize = 128;

/// Whether a name can be part of a key. Answers' and facts' names may contain `/`, parts of item keys may not.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST_NAME
}

/// The key of an item's field; `None` when collection or field are no names.
pub(crate) fn format(collection: &str, id: ItemId, field: &str) -> Option<String> {
    let is_part = |name: &str| is_name(name) && !name.contains('/');
    (is_part(collection) && is_part(field)).then(|| format!("{collection}/{id}/{field}"))
}

/// The item and field of a key in exactly the form [`format`] writes.
pub(crate) fn parse(key: &str) -> Option<(ItemRef, &str)> {
    let (collection, rest) = key.split_once('/')?;
    let (id, field) = rest.split_once('/')?;
    let id: ItemId = id.parse().ok()?;
    if format(collection, id, field)? != key {
        return None;
    }
    Some((ItemRef { collection: collection.to_owned(), id }, field))
}

#[cfg(test)]
mod tests {
    use super::{format, parse};

    #[test]
    fn an_item_key_reads_back_as_written_and_only_in_that_form() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let key = format("photo", id, "caption").unwrap();
        let (item, field) = parse(&key).unwrap();
        assert_eq!((item.collection.as_str(), item.id, field), ("photo", id, "caption"));
        assert_eq!(parse(&key.to_uppercase()), None);
        assert_eq!(parse("photo/01890a5dac96774bbcceb302099a8057/caption"), None);
        assert_eq!(format("a/b", id, "c"), None);
        assert_eq!(format("", id, "c"), None);
    }
}
