//! Long texts are spliced, never assigned: what a person changed is found by grapheme against the text they saw, each
//! place becomes a cursor taken at that version, and the splice happens where the cursor stands now.

use std::ops::Range;

use automerge::transaction::Transaction;
use automerge::{Automerge, ChangeHash, Cursor, ObjId, ReadDoc, transaction::Transactable};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::error::DocumentError;

/// Above this product of differing lengths the whole difference is replaced at once: finding the shortest edit costs
/// time with it, and so large an edit was pasted, not typed.
const LARGEST_DIFFERENCE: usize = 4_000_000;

/// One place where the text differs, in characters (code points) of the text it was found against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hunk {
    pub at: usize,
    pub delete: usize,
    pub insert: String,
}

/// Where `new` differs from `old`, from front to back; never inside a grapheme.
pub(crate) fn difference(old: &str, new: &str) -> Vec<Hunk> {
    let old: Vec<&str> = old.graphemes(true).collect();
    let new: Vec<&str> = new.graphemes(true).collect();
    let front = old.iter().zip(&new).take_while(|(left, right)| left == right).count();
    let (old_rest, new_rest) = (&old[front..], &new[front..]);
    let back =
        old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(left, right)| left == right).count();
    let old_middle = &old_rest[..old_rest.len() - back];
    let new_middle = &new_rest[..new_rest.len() - back];
    let begin = characters(&old[..front]);
    if old_middle.is_empty() && new_middle.is_empty() {
        return Vec::new();
    }
    if old_middle.len().saturating_mul(new_middle.len()) > LARGEST_DIFFERENCE {
        return vec![Hunk { at: begin, delete: characters(old_middle), insert: new_middle.concat() }];
    }
    let differing = capture_diff_slices(Algorithm::Myers, old_middle, new_middle);
    let mut parts: Vec<Part> = differing
        .into_iter()
        .filter(|part| part.tag() != DiffTag::Equal)
        .map(|part| (shifted(part.old_range(), front), shifted(part.new_range(), front)))
        .collect();
    align(&mut parts, &old, &new);
    let hunk = |(was, is): Part| Hunk {
        at: characters(&old[..was.start]),
        delete: characters(&old[was]),
        insert: new[is].concat(),
    };
    parts.into_iter().map(hunk).collect()
}

/// Graphemes of the old text, and those of the new one that stand in their place.
type Part = (Range<usize>, Range<usize>);

/// Slides each pure insertion or deletion to where a person would see it: whole words rather than "wo t" into "three".
/// The text in between says the same on both sides, so sliding changes nothing but the place.
fn align(parts: &mut [Part], old: &[&str], new: &[&str]) {
    for index in 0..parts.len() {
        let before = index.checked_sub(1).map_or(0, |previous| parts[previous].0.end);
        let after = parts.get(index + 1).map_or(old.len(), |next| next.0.start);
        let (was, is) = parts[index].clone();
        let (text, range) = match (was.is_empty(), is.is_empty()) {
            (true, false) => (new, is.clone()),
            (false, true) => (old, was.clone()),
            _ => continue,
        };
        let start = best_start(text, &range, was.start - before, after - was.end);
        let slide = |range: &Range<usize>| {
            let first = range.start + start - text_start(&was, &is);
            first..first + range.len()
        };
        parts[index] = (slide(&was), slide(&is));
    }
}

/// Where the range of the side that has content starts.
fn text_start(was: &Range<usize>, is: &Range<usize>) -> usize {
    if was.is_empty() { is.start } else { was.start }
}

/// The start to which a range can slide, by at most `left` and `right`, that has the clearest edges; the last of
/// equals.
fn best_start(text: &[&str], range: &Range<usize>, left: usize, right: usize) -> usize {
    let length = range.len();
    let mut first = range.start;
    while range.start - first < left && text[first - 1] == text[first - 1 + length] {
        first -= 1;
    }
    let mut last = range.start;
    while last - range.start < right && text[last] == text[last + length] {
        last += 1;
    }
    let clear = |start: usize| clearness(text, start) + clearness(text, start + length);
    (first..=last).max_by_key(|start| clear(*start)).unwrap_or(range.start)
}

/// How clear an edge before the grapheme at `index` is: an end of the text, of a line, of a word, or none.
fn clearness(text: &[&str], index: usize) -> u8 {
    let (Some(before), Some(after)) = (index.checked_sub(1).and_then(|at| text.get(at)), text.get(index))
    else {
        return 3;
    };
    let either = |holds: fn(char) -> bool| before.chars().all(holds) || after.chars().all(holds);
    if either(|character| character == '\n') {
        return 2;
    }
    u8::from(either(|character| !character.is_alphanumeric()))
}

fn shifted(range: Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn characters(graphemes: &[&str]) -> usize {
    graphemes.iter().map(|grapheme| grapheme.chars().count()).sum()
}

/// What an edit does to a text.
pub(crate) enum Splices {
    /// The author saw the text as it is: positions hold.
    Here(Vec<Hunk>),
    /// The author saw an older text: places are held by cursors.
    Since(Vec<Splice>),
}

/// A hunk whose places hold still while the text changes.
pub(crate) struct Splice {
    /// The character the insertion follows; `None` at the beginning.
    follows: Option<Cursor>,
    /// The characters to delete.
    delete: Vec<Cursor>,
    insert: String,
}

/// The splices that make the text at `base` read `new`.
pub(crate) fn splices(
    automerge: &Automerge,
    object: &ObjId,
    base: &[ChangeHash],
    new: &str,
) -> Result<Splices, DocumentError> {
    if same_version(&automerge.get_heads(), base) {
        // Read as it is: at given heads the whole history is looked through first.
        return Ok(Splices::Here(difference(&automerge.text(object)?, new)));
    }
    let hunks = difference(&automerge.text_at(object, base)?, new);
    let cursor = |index: usize| automerge.get_cursor(object, index, Some(base));
    let held = hunks.into_iter().map(|hunk| {
        let follows = hunk.at.checked_sub(1).map(cursor).transpose()?;
        let delete = (hunk.at..hunk.at + hunk.delete).map(cursor).collect::<Result<_, _>>()?;
        Ok(Splice { follows, delete, insert: hunk.insert })
    });
    held.collect::<Result<_, DocumentError>>().map(Splices::Since)
}

fn same_version(left: &[ChangeHash], right: &[ChangeHash]) -> bool {
    left.len() == right.len() && left.iter().all(|hash| right.contains(hash))
}

/// Makes the splices.
pub(crate) fn apply(
    transaction: &mut Transaction<'_>,
    object: &ObjId,
    splices: &Splices,
) -> Result<(), DocumentError> {
    match splices {
        Splices::Since(splices) => splices.iter().try_for_each(|splice| follow(transaction, object, splice)),
        // From back to front, so that the positions before a hunk still hold.
        Splices::Here(hunks) => hunks.iter().rev().try_for_each(|hunk| {
            let delete =
                isize::try_from(hunk.delete).map_err(|error| DocumentError::Storage(error.to_string()))?;
            Ok(transaction.splice_text(object, hunk.at, delete, &hunk.insert)?)
        }),
    }
}

/// Makes a splice where its cursors stand now. A character somebody else has deleted meanwhile is not deleted again.
fn follow(transaction: &mut Transaction<'_>, object: &ObjId, splice: &Splice) -> Result<(), DocumentError> {
    let at = match &splice.follows {
        None => 0,
        Some(cursor) => {
            let (position, visible) = stands(transaction, object, cursor)?;
            position + usize::from(visible)
        }
    };
    if !splice.insert.is_empty() {
        transaction.splice_text(object, at, 0, &splice.insert)?;
    }
    for cursor in &splice.delete {
        let (position, visible) = stands(transaction, object, cursor)?;
        if visible {
            transaction.splice_text(object, position, 1, "")?;
        }
    }
    Ok(())
}

/// Where a cursor stands, and whether its character is still there; otherwise where it was.
fn stands(
    transaction: &Transaction<'_>,
    object: &ObjId,
    cursor: &Cursor,
) -> Result<(usize, bool), DocumentError> {
    let position = transaction.get_cursor_position(object, cursor, None)?;
    let visible = position < transaction.length(object)
        && transaction.get_cursor(object, position, None).is_ok_and(|present| present == *cursor);
    Ok((position, visible))
}

#[cfg(test)]
mod tests;
