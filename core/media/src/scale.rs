//! How big the normal form and the thumbnail are.

/// Longest edge of a normal form in pixels: an exact DCT scale of 12 and 48 megapixel cameras, so that
/// their photos need no resampling (docs/adr/0003).
pub const NORMAL_LONG_EDGE: u32 = 2016;
/// Longest edge of a thumbnail in pixels.
pub const THUMBNAIL_LONG_EDGE: u32 = 320;
/// Shortest long edge at which an exact DCT scale is taken as it is rather than resampled.
const NORMAL_LONG_EDGE_MIN: u32 = 1800;

/// A DCT scale in eighths, 1 to 8: the sizes a JPEG decodes to without resampling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Eighths(pub(crate) u32);

impl Eighths {
    /// The full size.
    const FULL: Self = Self(8);

    fn all() -> impl DoubleEndedIterator<Item = Self> {
        (1..=8).map(Self)
    }

    /// Length of a scaled edge, rounded up as decoders do.
    fn of(self, edge: u32) -> u32 {
        (u64::from(edge) * u64::from(self.0)).div_ceil(8).try_into().unwrap_or(edge)
    }
}

/// The scale to decode a photo at. The largest exact one with a long edge of 1800–2016 pixels; failing
/// that the smallest that leaves at least 2016 to resample from; the full size for anything smaller.
pub(crate) fn decode_scale(width: u32, height: u32) -> Eighths {
    let long = width.max(height);
    if long <= NORMAL_LONG_EDGE {
        return Eighths::FULL;
    }
    let exact = |scale: &Eighths| (NORMAL_LONG_EDGE_MIN..=NORMAL_LONG_EDGE).contains(&scale.of(long));
    let enough = |scale: &Eighths| scale.of(long) >= NORMAL_LONG_EDGE;
    Eighths::all().rev().find(exact).or_else(|| Eighths::all().find(enough)).unwrap_or(Eighths::FULL)
}

/// Width and height within a square of `long_edge`, in proportion; never larger than they were, never zero.
pub(crate) fn fit(width: u32, height: u32, long_edge: u32) -> (u32, u32) {
    let long = width.max(height);
    if long <= long_edge {
        return (width, height);
    }
    let shrink = |edge: u32| {
        let scaled = (u64::from(edge) * u64::from(long_edge) + u64::from(long) / 2) / u64::from(long);
        u32::try_from(scaled).unwrap_or(long_edge).max(1)
    };
    (shrink(width), shrink(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cameras_of_12_and_48_megapixels_decode_to_2016_exactly() {
        assert_eq!(decode_scale(4032, 3024), Eighths(4));
        assert_eq!(decode_scale(3024, 4032), Eighths(4));
        assert_eq!(decode_scale(8064, 6048), Eighths(2));
        assert_eq!(Eighths(2).of(8064), 2016);
    }

    #[test]
    fn another_exact_scale_between_1800_and_2016_is_taken_without_resampling() {
        assert_eq!((decode_scale(4000, 3000), Eighths(4).of(4000)), (Eighths(4), 2000));
        assert_eq!((decode_scale(5312, 2988), Eighths(3).of(5312)), (Eighths(3), 1992));
        assert_eq!((decode_scale(2560, 1920), Eighths(6).of(2560)), (Eighths(6), 1920));
    }

    #[test]
    fn without_an_exact_scale_the_smallest_sufficient_one_is_resampled() {
        assert_eq!((decode_scale(4608, 3456), Eighths(4).of(4608)), (Eighths(4), 2304));
        assert_eq!((decode_scale(3264, 2448), Eighths(5).of(3264)), (Eighths(5), 2040));
        assert_eq!(fit(2304, 1728, NORMAL_LONG_EDGE), (2016, 1512));
        assert_eq!(decode_scale(65_500, 1), Eighths(1));
    }

    #[test]
    fn nothing_is_enlarged_and_no_edge_vanishes() {
        assert_eq!(decode_scale(640, 480), Eighths(8));
        assert_eq!(fit(640, 480, NORMAL_LONG_EDGE), (640, 480));
        assert_eq!(fit(8188, 1, NORMAL_LONG_EDGE), (2016, 1));
    }
}
