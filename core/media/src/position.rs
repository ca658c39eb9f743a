//! Where a photo was taken.

/// A place on Earth (WGS 84) in micro-degrees: about 11 cm of latitude each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GeoPoint {
    /// North positive, −90,000,000 to 90,000,000.
    pub latitude_udeg: i32,
    /// East positive, −180,000,000 to 180,000,000.
    pub longitude_udeg: i32,
}

const DEGREE: u32 = 1_000_000;

/// A fraction as EXIF stores it: numerator, denominator.
pub(crate) type Fraction = (u32, u32);

/// Degrees, minutes and seconds to micro-degrees; `None` for a zero denominator or an angle above `max_degrees`.
pub(crate) fn micro_degrees(dms: [Fraction; 3], max_degrees: u32) -> Option<i32> {
    let mut total = 0.0;
    for ((numerator, denominator), per_degree) in dms.into_iter().zip([1.0, 60.0, 3600.0]) {
        if denominator == 0 {
            return None;
        }
        total += f64::from(numerator) / f64::from(denominator) / per_degree;
    }
    if total > f64::from(max_degrees) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 180,000,000 after the check above")]
    Some((total * f64::from(DEGREE)).round() as i32)
}

/// Micro-degrees to degrees, minutes and seconds, exactly; the sign is for the caller to write.
pub(crate) fn degrees_minutes_seconds(udeg: i32) -> [Fraction; 3] {
    let magnitude = udeg.unsigned_abs();
    let minutes = (magnitude % DEGREE) * 60;
    let seconds = (minutes % DEGREE) * 60;
    [(magnitude / DEGREE, 1), (minutes / DEGREE, 1), (seconds, DEGREE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_survives_being_written_and_read_again() {
        for udeg in [0, 1, 31_304_100, 120_740_210, 179_999_999, 180_000_000] {
            assert_eq!(micro_degrees(degrees_minutes_seconds(udeg), 180), Some(udeg));
        }
    }

    #[test]
    fn an_impossible_angle_is_no_position() {
        assert_eq!(micro_degrees([(31, 0), (0, 1), (0, 1)], 90), None);
        assert_eq!(micro_degrees([(91, 1), (0, 1), (0, 1)], 90), None);
        assert_eq!(micro_degrees([(u32::MAX, 1), (u32::MAX, 1), (u32::MAX, 1)], 180), None);
    }
}
