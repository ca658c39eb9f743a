//! The columns of a change, counted without being expanded: a run of a few bytes can claim billions of rows.

use crate::chunk::{take, take_signed, take_unsigned};
use crate::error::{Undecodable, codes};
use crate::foreign::Limits;

/// Longest key of a map, in bytes: a run repeats it for every row.
const LONGEST_KEY: u64 = 512;

/// How a column's rows are written.
#[derive(Clone, Copy)]
enum Form {
    /// Runs of unsigned numbers.
    Unsigned,
    /// Runs of differences.
    Delta,
    /// Runs of strings.
    Text,
    /// Lengths of alternating runs of no and yes.
    Flags,
    /// Runs of numbers that say how many rows the grouped columns have.
    Group,
    /// Bytes of values, their lengths in another column.
    Raw,
}

/// The columns a change of ours has, by specification (id × 16 + type), in the order they are written: object, key,
/// insert, action, value, predecessors. Columns for marks are not among them.
const COLUMNS: [(u64, Form); 12] = [
    (0x01, Form::Unsigned),
    (0x02, Form::Unsigned),
    (0x11, Form::Unsigned),
    (0x13, Form::Delta),
    (0x15, Form::Text),
    (0x34, Form::Flags),
    (0x42, Form::Unsigned),
    (0x56, Form::Unsigned),
    (0x57, Form::Raw),
    (0x70, Form::Group),
    (0x71, Form::Unsigned),
    (0x73, Form::Delta),
];

/// Checks the columns of a change, which are the rest of its body.
pub(crate) fn check(mut rest: &[u8], limits: &Limits) -> Result<(), Undecodable> {
    let count = take_unsigned(&mut rest)?;
    if count > COLUMNS.len() as u64 {
        return Err(Undecodable::bytes("more columns than there are kinds of"));
    }
    let mut known = COLUMNS.iter();
    let mut columns = Vec::new();
    for _ in 0..count {
        let specification = take_unsigned(&mut rest)?;
        let length = take_unsigned(&mut rest)?;
        let column = known.find(|(known, _)| *known == specification);
        let (_, form) =
            column.ok_or_else(|| Undecodable::bytes(format!("column {specification} has no place")))?;
        columns.push((*form, length));
    }
    for (form, length) in columns {
        check_column(form, take(&mut rest, length)?, limits)?;
    }
    if rest.is_empty() { Ok(()) } else { Err(Undecodable::bytes("extra bytes after the columns")) }
}

fn check_column(form: Form, mut column: &[u8], limits: &Limits) -> Result<(), Undecodable> {
    // A predecessor for each operation and as many again for what merging leaves concurrent.
    let most = limits.change_operations.saturating_mul(2);
    let (mut rows, mut grouped): (u64, u64) = (0, 0);
    while !column.is_empty() && !matches!(form, Form::Raw) {
        if matches!(form, Form::Flags) {
            rows = rows.saturating_add(take_unsigned(&mut column)?);
        } else {
            let run = take_run(form, &mut column)?;
            rows = rows.saturating_add(run.rows);
            grouped = grouped.saturating_add(run.grouped);
        }
        if rows.max(grouped) > most {
            return Err(Undecodable::new(codes::TOO_LARGE, "more rows in a column than operations allowed"));
        }
    }
    Ok(())
}

struct Run {
    rows: u64,
    grouped: u64,
}

fn take_run(form: Form, column: &mut &[u8]) -> Result<Run, Undecodable> {
    let length = take_signed(column)?;
    if length == 0 {
        return Ok(Run { rows: take_unsigned(column)?, grouped: 0 });
    }
    let rows = length.unsigned_abs();
    if length > 0 {
        let grouped = take_row(form, column)?.saturating_mul(rows);
        return Ok(Run { rows, grouped });
    }
    // Every literal row takes a byte at least, so the bytes bound the loop.
    let mut grouped: u64 = 0;
    for _ in 0..rows {
        grouped = grouped.saturating_add(take_row(form, column)?);
    }
    Ok(Run { rows, grouped })
}

/// Takes one row; answers how many rows it adds to the grouped columns.
fn take_row(form: Form, column: &mut &[u8]) -> Result<u64, Undecodable> {
    match form {
        Form::Group => take_unsigned(column),
        Form::Delta => take_signed(column).map(|_| 0),
        Form::Text => {
            let length = take_unsigned(column)?;
            if length > LONGEST_KEY {
                return Err(Undecodable::new(codes::TOO_LARGE, "a key is too long"));
            }
            take(column, length).map(|_| 0)
        }
        Form::Unsigned | Form::Flags | Form::Raw => take_unsigned(column).map(|_| 0),
    }
}
