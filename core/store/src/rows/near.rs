//! Documents near here: "any other job nearby?" (R45).

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::time::Position;
use rusqlite::params;

use super::query::ListedDocument;
use crate::columns::{maybe_position, uuid};
use crate::error::StoreError;
use crate::page::Page;
use crate::transaction::ReadTx;

/// A document and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearDocument {
    /// The document.
    pub listed: ListedDocument,
    /// Metres from here, along the ground.
    pub distance_m: u64,
}

/// The mean radius of the Earth.
const EARTH_M: f64 = 6_371_008.8;
/// Half a turn in micro-degrees.
const HALF_TURN: i64 = 180_000_000;

/// What is to be done within a box.
const IN_BOX: &str = "SELECT id, latitude_udeg, longitude_udeg FROM document_row \
    WHERE kind = ?5 AND to_do = 1 AND latitude_udeg BETWEEN ?1 AND ?2 AND longitude_udeg BETWEEN ?3 AND ?4";

impl ReadTx<'_> {
    /// Documents of a kind with work to do within `radius_m` metres of `here`, the nearest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_near(
        &self,
        kind: &str,
        here: Position,
        radius_m: u32,
        page: Page,
    ) -> Result<Vec<NearDocument>, StoreError> {
        let (south, north, west, east) = around(here, radius_m);
        let found = self.all(IN_BOX, params![south, north, west, east, kind], |row| {
            Ok((DocumentId(uuid(row, "id")?), maybe_position(row)?))
        })?;
        let mut near: Vec<(u64, DocumentId)> = found
            .into_iter()
            .filter_map(|(id, position)| Some((distance_m(here, position?), id)))
            .filter(|(distance_m, _)| *distance_m <= u64::from(radius_m))
            .collect();
        near.sort_unstable();
        let shown = near.into_iter().skip(page.offset as usize).take(page.limit as usize);
        let rows = shown.map(|(distance_m, id)| {
            let listed = self.row(id)?;
            Ok(listed.map(|listed| NearDocument { listed, distance_m }))
        });
        rows.filter_map(Result::transpose).collect()
    }
}

/// South, north, west and east of a box around the circle. Near a pole or the date line it goes round the Earth.
fn around(here: Position, radius_m: u32) -> (i64, i64, i64, i64) {
    let angle = f64::from(radius_m) / EARTH_M;
    let latitude = radians(here.latitude_udeg);
    let (y, x) = (i64::from(here.latitude_udeg), i64::from(here.longitude_udeg));
    let height = micro_degrees(angle);
    let (south, north) = (y - height, y + height);
    let reach = angle.sin() / latitude.cos();
    if !(0.0..1.0).contains(&reach) || angle >= std::f64::consts::FRAC_PI_2 {
        return (south, north, -HALF_TURN, HALF_TURN);
    }
    let width = micro_degrees(reach.asin());
    let (west, east) = (x - width, x + width);
    if west < -HALF_TURN || east > HALF_TURN {
        return (south, north, -HALF_TURN, HALF_TURN);
    }
    (south, north, west, east)
}

/// The length of the great circle between two places, by the haversine formula.
fn distance_m(from: Position, to: Position) -> u64 {
    let (a, b) = (radians(from.latitude_udeg), radians(to.latitude_udeg));
    let across = radians(to.longitude_udeg) - radians(from.longitude_udeg);
    let chord = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
    metres(2.0 * EARTH_M * chord.sqrt().min(1.0).asin())
}

fn radians(udeg: i32) -> f64 {
    (f64::from(udeg) / 1e6).to_radians()
}

#[expect(clippy::cast_possible_truncation, reason = "an angle below a turn")]
fn micro_degrees(radians: f64) -> i64 {
    (radians.to_degrees() * 1e6).ceil() as i64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most half round the Earth")]
fn metres(length: f64) -> u64 {
    length.round() as u64
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::query::plan;
    use super::*;

    #[test]
    fn what_is_near_is_found_by_place() {
        let values = [vec![Value::Integer(0); 4], vec![Value::Text("work_order".to_owned())]].concat();
        assert!(plan(IN_BOX, values).contains("document_row_by_place"));
    }
}
