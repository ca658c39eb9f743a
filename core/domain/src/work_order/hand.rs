//! The customer's hand, and the form in which it is sealed to the organisation: who holds the document cannot write it again.

use serde::{Deserialize, Serialize};

use crate::canonical::{decode, encode};
use crate::id::Digest;
use crate::sealed::Sealed;

/// One sample of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StrokePoint(
    /// Horizontal, in hundredths of a millimetre from the left edge of the field.
    pub i32,
    /// Vertical, in hundredths of a millimetre from the top edge.
    pub i32,
    /// Milliseconds since the first sample of the signature.
    pub u32,
    /// Pressure 0–1000; 0 where the screen reports none.
    pub u16,
);

/// The customer's hand: strokes with time and pressure (R17, W3C InkML).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Strokes {
    /// Width of the field, hundredths of a millimetre.
    pub width: u32,
    /// Height of the field, hundredths of a millimetre.
    pub height: u32,
    /// The strokes, pen down to pen up.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Vec<(i32, i32, u32, u16)>>))]
    pub strokes: Vec<Vec<StrokePoint>>,
}

/// A hand that only the organisation can read (RFC 9180). The statement names the digest of what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SealedHand {
    /// The name of the key it is sealed to: its JWK thumbprint.
    pub key: Digest,
    /// The encapsulated key, then the strokes, encrypted.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub sealed: Sealed,
}

/// Width, height, and each stroke as a line of numbers: x, y, time and pressure of its first sample, then for each later one
/// how far the first three have moved on, and its pressure.
type Packed = (u32, u32, Vec<Vec<i64>>);

/// Numbers of one sample.
const SAMPLE: usize = 4;
/// Most samples in one signature: several minutes at the rate of a fast pen.
pub(super) const SAMPLE_LIMIT: usize = 20_000;

impl Strokes {
    /// Whether somebody can have signed so: more than a dot, and no more than minutes of a fast pen (R17).
    #[must_use]
    pub fn is_hand(&self) -> bool {
        let samples: usize = self.strokes.iter().map(Vec::len).sum();
        samples > 1 && samples <= SAMPLE_LIMIT
    }

    /// The bytes that are sealed: canonical CBOR, in which a sample takes a third of what it takes in a document.
    #[must_use]
    pub fn packed(&self) -> Vec<u8> {
        let packed: Packed =
            (self.width, self.height, self.strokes.iter().map(|stroke| line(stroke)).collect());
        encode(&packed).expect("numbers have a canonical form")
    }

    /// The strokes that were packed; nothing for other bytes.
    #[must_use]
    pub fn unpacked(bytes: &[u8]) -> Option<Self> {
        let (width, height, lines): Packed = decode(bytes).ok()?;
        let strokes = lines.iter().map(|line| stroke(line)).collect::<Option<_>>()?;
        Some(Self { width, height, strokes })
    }
}

fn line(stroke: &[StrokePoint]) -> Vec<i64> {
    let mut before = [0; 3];
    let mut line = Vec::with_capacity(stroke.len() * SAMPLE);
    for StrokePoint(x, y, time, pressure) in stroke {
        let here = [i64::from(*x), i64::from(*y), i64::from(*time)];
        line.extend(here.iter().zip(before).map(|(here, before)| here - before));
        line.push(i64::from(*pressure));
        before = here;
    }
    line
}

fn stroke(line: &[i64]) -> Option<Vec<StrokePoint>> {
    let mut at = [0_i64; 3];
    let (samples, rest) = line.as_chunks::<SAMPLE>();
    let points = samples.iter().map(|[x, y, time, pressure]| {
        for (at, moved) in at.iter_mut().zip([x, y, time]) {
            *at = at.checked_add(*moved)?;
        }
        let [x, y, time] = at;
        let point =
            (x.try_into().ok()?, y.try_into().ok()?, time.try_into().ok()?, (*pressure).try_into().ok()?);
        Some(StrokePoint(point.0, point.1, point.2, point.3))
    });
    rest.is_empty().then(|| points.collect())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn r17_a_hand_comes_out_as_it_was_packed(
            width: u32, height: u32,
            strokes in prop::collection::vec(prop::collection::vec(any::<(i32, i32, u32, u16)>(), 0..8), 0..4),
        ) {
            let point = |(x, y, time, pressure)| StrokePoint(x, y, time, pressure);
            let strokes = strokes.into_iter().map(|stroke| stroke.into_iter().map(point).collect()).collect();
            let hand = Strokes { width, height, strokes };
            prop_assert_eq!(Strokes::unpacked(&hand.packed()), Some(hand));
        }
    }

    #[test]
    fn what_is_no_hand_does_not_unpack() {
        let packed = |lines: Vec<Vec<i64>>| encode::<Packed>(&(1, 1, lines)).unwrap();
        assert_eq!(Strokes::unpacked(&packed(vec![vec![1, 2, 3]])), None);
        assert_eq!(Strokes::unpacked(&packed(vec![vec![0, 0, -1, 0]])), None);
        assert_eq!(Strokes::unpacked(&packed(vec![vec![i64::MAX, 0, 0, 0, 1, 0, 0, 0]])), None);
        assert_eq!(Strokes::unpacked(b"no CBOR"), None);
    }
}
