//! All eight EXIF orientations, held against the standard's own words rather than against the code.

use jobsheet_media::PositionPolicy;

use crate::fixture::{Pixels, SMALL, normalised, tiff_orientation, with_exif};

#[derive(Clone, Copy)]
enum Side {
    Top,
    Right,
    Bottom,
    Left,
}
use Side::{Bottom, Left, Right, Top};

/// Exif 3.0, tag 0112: the visual side of stored row 0 and of stored column 0, for values 1 to 8.
const ROW_0_AND_COLUMN_0: [(Side, Side); 8] = [
    (Top, Left),
    (Top, Right),
    (Bottom, Right),
    (Bottom, Left),
    (Left, Top),
    (Right, Top),
    (Right, Bottom),
    (Left, Bottom),
];

/// Where a stored pixel is seen: (x, y) in an upright image of `width` × `height`.
fn seen_at(sides: (Side, Side), column: usize, row: usize, width: usize, height: usize) -> (usize, usize) {
    let (mut x, mut y) = (0, 0);
    for (side, steps) in [(sides.0, row), (sides.1, column)] {
        match side {
            Top => y = steps,
            Bottom => y = height - 1 - steps,
            Left => x = steps,
            Right => x = width - 1 - steps,
        }
    }
    (x, y)
}

fn mean_difference(stored: &Pixels, upright: &Pixels, sides: (Side, Side)) -> f64 {
    let mut sum = 0;
    for row in 0..stored.height {
        for column in 0..stored.width {
            let (x, y) = seen_at(sides, column, row, upright.width, upright.height);
            for (a, b) in stored.at(column, row).into_iter().zip(upright.at(x, y)) {
                sum += u32::from(a.abs_diff(b));
            }
        }
    }
    f64::from(sum) / (stored.width * stored.height * 3) as f64
}

/// R14: whatever way the camera was held, the normal form is upright.
#[test]
fn every_exif_orientation_comes_out_upright() {
    let stored = Pixels::of(&SMALL);
    for (value, sides) in (1..=8).zip(ROW_0_AND_COLUMN_0) {
        let photo = with_exif(&SMALL, &tiff_orientation(value));
        let forms = normalised(&photo, PositionPolicy::Keep);
        let turned = value >= 5;
        let expected = if turned { (240, 320) } else { (320, 240) };
        assert_eq!((forms.width, forms.height), expected, "orientation {value}");
        let difference = mean_difference(&stored, &Pixels::of(&forms.normal), sides);
        assert!(difference < 4.0, "orientation {value}: pixels differ by {difference:.1} on average");
    }
}

/// The bound above tells right from wrong: a mirrored picture is far off.
#[test]
fn a_wrong_orientation_would_be_noticed() {
    let stored = Pixels::of(&SMALL);
    for wrong in &ROW_0_AND_COLUMN_0[1..4] {
        assert!(mean_difference(&stored, &stored, *wrong) > 20.0);
    }
}

#[test]
fn an_upright_photo_says_nothing_of_its_orientation() {
    let forms = normalised(&with_exif(&SMALL, &tiff_orientation(6)), PositionPolicy::Keep);
    let again = normalised(&forms.normal, PositionPolicy::Keep);
    assert_eq!((again.width, again.height), (forms.width, forms.height), "not turned a second time");
}

#[test]
fn an_orientation_out_of_range_is_upright() {
    for value in [0, 9, 255] {
        let forms = normalised(&with_exif(&SMALL, &tiff_orientation(value)), PositionPolicy::Keep);
        assert_eq!((forms.width, forms.height), (320, 240));
    }
}

#[test]
fn broken_exif_behind_the_orientation_does_not_leave_a_photo_on_its_side() {
    // A second directory far outside the block.
    let mut tiff = tiff_orientation(6);
    let next = tiff.len() - 4;
    tiff[next..].copy_from_slice(&u32::MAX.to_le_bytes());
    let forms = normalised(&with_exif(&SMALL, &tiff), PositionPolicy::Keep);
    assert_eq!((forms.width, forms.height), (240, 320));
}
