//! Bombs, damage and noise: a typed reason each, never a panic, never the memory of a lie.

use jobsheet_media::{Limits, MediaError, PositionPolicy, normalise, probe};
use proptest::prelude::*;

use crate::fixture::{SMALL, SMALL_PROGRESSIVE, claim_size, marker, photograph, refusal};

const BASELINE: u8 = 0xC0;
const PROGRESSIVE: u8 = 0xC2;

#[test]
fn a_small_file_that_claims_65500_squared_is_refused_by_its_header() {
    let bomb = claim_size(&SMALL, BASELINE, 65_500, 65_500);
    assert!(bomb.len() < 30_000);
    let reason = refusal(&bomb, &Limits::default());
    assert_eq!(reason, MediaError::TooManyPixels { pixels: 65_500 * 65_500, limit: 64_000_000 });
    assert_eq!(reason.code(), "media.too_many_pixels");
}

#[test]
fn a_progressive_image_has_the_smaller_limit() {
    let limits = Limits::default();
    let bomb = claim_size(&SMALL_PROGRESSIVE, PROGRESSIVE, 5_000, 5_000);
    let expected = MediaError::TooManyPixels { pixels: 25_000_000, limit: 16_000_000 };
    assert_eq!(refusal(&bomb, &limits), expected);
    let baseline = claim_size(&SMALL, BASELINE, 5_000, 5_000);
    assert_ne!(refusal(&baseline, &limits).code(), expected.code(), "25 megapixels in one scan may be tried");
}

#[test]
fn an_honest_progressive_photo_is_normalised() {
    let outcome = normalise(&SMALL_PROGRESSIVE, &Limits::default(), PositionPolicy::Keep);
    assert!(matches!(outcome, jobsheet_media::Outcome::Normalised(_)), "{outcome:?}");
    assert!(probe(&SMALL_PROGRESSIVE).unwrap().scans > 1);
}

#[test]
fn more_scans_than_any_encoder_writes_are_refused() {
    // The last scan, header and data, again and again before the end of the image.
    let jpeg = &*SMALL_PROGRESSIVE;
    let last_scan = jpeg.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
    let end = jpeg.len() - 2;
    let bomb = [&jpeg[..end], &jpeg[last_scan..end].repeat(200), &jpeg[end..]].concat();
    let reason = refusal(&bomb, &Limits::default());
    assert!(matches!(reason, MediaError::TooManyScans { scans: 200.., limit: 64 }), "{reason}");
}

#[test]
fn a_second_frame_header_cannot_smuggle_another_size_past_the_limits() {
    let jpeg = &*SMALL_PROGRESSIVE;
    let at = marker(jpeg, PROGRESSIVE);
    let length = usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]])) + 2;
    let second = claim_size(&jpeg[at..at + length], PROGRESSIVE, 60_000, 60_000);
    let forged = [&jpeg[..at + length], &second, &jpeg[at + length..]].concat();
    assert_eq!(refusal(&forged, &Limits::default()).code(), "media.damaged");
}

#[test]
fn a_file_over_the_byte_limit_is_not_even_looked_at() {
    let limits = Limits { max_bytes: 1000, ..Limits::default() };
    let expected = MediaError::TooLarge { bytes: SMALL.len(), limit: 1000 };
    assert_eq!(refusal(&SMALL, &limits), expected);
}

#[test]
fn a_truncated_photo_is_damaged_and_kept_as_it_is() {
    let photo = photograph("workroom.jpg");
    for length in [photo.len() / 2, 2_000, 200, 3] {
        assert_eq!(refusal(&photo[..length], &Limits::default()).code(), "media.damaged", "{length} bytes");
    }
}

#[test]
fn what_is_no_image_is_unsupported_and_kept_as_it_is() {
    for bytes in [b"".as_slice(), b"GIF89a", b"%PDF-1.7", b"\xFF\xD8"] {
        assert_eq!(refusal(bytes, &Limits::default()), MediaError::Unsupported);
    }
}

#[test]
fn kinds_of_jpeg_no_camera_writes_are_unsupported() {
    let at = marker(&SMALL, BASELINE);
    for frame in [0xC3, 0xC5, 0xC9, 0xCA] {
        let mut arithmetic_or_lossless = SMALL.clone();
        arithmetic_or_lossless[at + 1] = frame;
        assert_eq!(refusal(&arithmetic_or_lossless, &Limits::default()), MediaError::Unsupported);
    }
    let mut twelve_bit = SMALL.clone();
    twelve_bit[at + 4] = 12;
    assert_eq!(refusal(&twelve_bit, &Limits::default()), MediaError::Unsupported);
}

#[test]
fn bytes_behind_the_image_do_no_harm() {
    let motion_photo = [SMALL.as_slice(), b"\0\0\0\x18ftypmp42", &SMALL].concat();
    let outcome = normalise(&motion_photo, &Limits::default(), PositionPolicy::Keep);
    assert_eq!(outcome, normalise(&SMALL, &Limits::default(), PositionPolicy::Keep));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..2_000), kind in 0..3) {
        let signatures: [&[u8]; 3] = [b"", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0"];
        bytes.splice(0..0, signatures[kind as usize].iter().copied());
        let _ = probe(&bytes);
        let _ = normalise(&bytes, &Limits::default(), PositionPolicy::Keep);
    }

    #[test]
    fn flipped_bytes_never_panic(
        progressive in any::<bool>(),
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..12),
        in_header in any::<bool>(),
    ) {
        let mut jpeg = if progressive { SMALL_PROGRESSIVE.clone() } else { SMALL.clone() };
        let reach = if in_header { 700 } else { jpeg.len() };
        for (at, mask) in flips {
            jpeg[at.index(reach)] ^= mask;
        }
        // Small limits: a forged size may be decoded, but not waited for.
        let limits = Limits { max_pixels: 4_000_000, max_progressive_pixels: 1_000_000, ..Limits::default() };
        let _ = normalise(&jpeg, &limits, PositionPolicy::Keep);
    }
}
