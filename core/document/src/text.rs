//! Long texts are spliced, never assigned: what a person changed is found by grapheme against the text they saw, each
//! place becomes a cursor taken at that version, and the splice happens where the cursor stands now.

use std::ops::Range;

use automerge::transaction::Transaction;
use automerge::{Automerge, ChangeHash, Cursor, ObjId, ReadDoc, transaction::Transactable};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

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

/// What is looked at of the text before and after the difference, in bytes: enough to slide it to a clear edge.
const CONTEXT: usize = 256;

/// Where `new` differs from `old`, from front to back; never inside a grapheme. What is far from the difference is not cut
/// into graphemes, so that a line added to long notes costs what the line does.
pub(crate) fn difference(old: &str, new: &str) -> Vec<Hunk> {
    if old == new {
        return Vec::new();
    }
    let front = same_front(old, new);
    let back = same_back(&old[front..], &new[front..]);
    let window = Window {
        old: old[front..old.len() - back].graphemes(true).collect(),
        new: new[front..new.len() - back].graphemes(true).collect(),
        begins: front == 0,
        ends: back == 0,
    };
    let before = old[..front].chars().count();
    window.difference().into_iter().map(|hunk| Hunk { at: before + hunk.at, ..hunk }).collect()
}

/// How many bytes both texts begin with, up to a grapheme's end some way before they differ.
fn same_front(old: &str, new: &str) -> usize {
    let alike = old.bytes().zip(new.bytes()).take_while(|(left, right)| left == right).count();
    let ends = |at: &usize| is_edge(old, *at) && is_edge(new, *at);
    (0..=alike.saturating_sub(CONTEXT)).rev().find(ends).unwrap_or(0)
}

/// How many bytes both texts end with, from a grapheme's beginning some way after they differ.
fn same_back(old: &str, new: &str) -> usize {
    let alike = old.bytes().rev().zip(new.bytes().rev()).take_while(|(left, right)| left == right).count();
    let begins = |length: &usize| is_edge(old, old.len() - length) && is_edge(new, new.len() - length);
    (0..=alike.saturating_sub(CONTEXT)).rev().find(begins).unwrap_or(0)
}

/// Whether a grapheme ends at this byte.
fn is_edge(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

/// The part of two texts that holds all they differ in.
struct Window<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
    /// Whether it begins where the texts do.
    begins: bool,
    /// Whether it ends where the texts do.
    ends: bool,
}

impl Window<'_> {
    fn difference(&self) -> Vec<Hunk> {
        let (old, new) = (&self.old, &self.new);
        let front = old.iter().zip(new).take_while(|(left, right)| left == right).count();
        let (old_rest, new_rest) = (&old[front..], &new[front..]);
        let back = old_rest
            .iter()
            .rev()
            .zip(new_rest.iter().rev())
            .take_while(|(left, right)| left == right)
            .count();
        let old_middle = &old_rest[..old_rest.len() - back];
        let new_middle = &new_rest[..new_rest.len() - back];
        if old_middle.len().saturating_mul(new_middle.len()) > LARGEST_DIFFERENCE {
            let (at, delete) = (characters(&old[..front]), characters(old_middle));
            return vec![Hunk { at, delete, insert: new_middle.concat() }];
        }
        let differing = capture_diff_slices(Algorithm::Myers, old_middle, new_middle);
        let mut parts: Vec<Part> = differing
            .into_iter()
            .filter(|part| part.tag() != DiffTag::Equal)
            .map(|part| (shifted(part.old_range(), front), shifted(part.new_range(), front)))
            .collect();
        self.align(&mut parts);
        let hunk = |(was, is): Part| Hunk {
            at: characters(&old[..was.start]),
            delete: characters(&old[was]),
            insert: new[is].concat(),
        };
        parts.into_iter().map(hunk).collect()
    }

    /// Slides each pure insertion or deletion to where a person would see it: whole words rather than "wo t" into "three".
    /// The text in between says the same on both sides, so sliding changes nothing but the place. An edge of the window
    /// that is none of the texts says nothing of how clear it is.
    fn align(&self, parts: &mut [Part]) {
        let first = usize::from(!self.begins);
        let last = self.old.len().saturating_sub(usize::from(!self.ends));
        for index in 0..parts.len() {
            let before = index.checked_sub(1).map_or(first, |previous| parts[previous].0.end);
            let after = parts.get(index + 1).map_or(last, |next| next.0.start);
            let (was, is) = parts[index].clone();
            let (text, range) = match (was.is_empty(), is.is_empty()) {
                (true, false) => (&self.new, is.clone()),
                (false, true) => (&self.old, was.clone()),
                _ => continue,
            };
            let (left, right) = (was.start.saturating_sub(before), after.saturating_sub(was.end));
            let start = best_start(text, &range, left, right);
            let slide = |range: &Range<usize>| {
                let first = range.start + start - text_start(&was, &is);
                first..first + range.len()
            };
            parts[index] = (slide(&was), slide(&is));
        }
    }
}

/// Graphemes of the old text, and those of the new one that stand in their place.
type Part = (Range<usize>, Range<usize>);

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

impl Splices {
    /// The characters they delete and insert: an operation each.
    pub(crate) fn characters(&self) -> usize {
        match self {
            Self::Here(hunks) => hunks.iter().map(|hunk| hunk.delete + hunk.insert.chars().count()).sum(),
            Self::Since(splices) => {
                splices.iter().map(|splice| splice.delete.len() + splice.insert.chars().count()).sum()
            }
        }
    }
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
