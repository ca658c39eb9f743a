//! The five real photographs of 12 megapixels.

use jobsheet_media::{Format, GeoPoint, NORMAL_LONG_EDGE, PositionPolicy, THUMBNAIL_LONG_EDGE, probe};
use libjpeg_turbo_rs::{Encoder, PixelFormat};

use crate::fixture::{Pixels, SMALL, normalised, photograph, with_segment};

const ALL: [(&str, u32, u32); 5] = [
    ("dandelion.jpg", 2016, 1512),
    ("dragonfly.jpg", 2016, 1512),
    ("hilltop.jpg", 2016, 1512),
    ("nuthatch.jpg", 1512, 2016),
    ("workroom.jpg", 1512, 2016),
];

#[test]
fn a_12_megapixel_photo_becomes_2016_by_1512_and_upright() {
    for (name, width, height) in ALL {
        let photo = photograph(name);
        assert_eq!(probe(&photo).unwrap().pixels(), 4032 * 3024, "{name}");
        let forms = normalised(&photo, PositionPolicy::Keep);
        assert_eq!((forms.width, forms.height), (width, height), "{name}");
        let normal = probe(&forms.normal).unwrap();
        assert_eq!((normal.format, normal.width, normal.height), (Format::Jpeg, width, height), "{name}");
        assert_eq!(width.max(height), NORMAL_LONG_EDGE);
        let thumbnail = probe(&forms.thumbnail).unwrap();
        assert_eq!(thumbnail.width.max(thumbnail.height), THUMBNAIL_LONG_EDGE, "{name}");
        assert!(forms.normal.len() < photo.len() / 2, "{name}: {} bytes", forms.normal.len());
        assert!(forms.thumbnail.len() < 40_000, "{name}: {} bytes", forms.thumbnail.len());
    }
}

#[test]
fn normalising_twice_gives_the_same_bytes() {
    let photo = photograph("hilltop.jpg");
    let keep = PositionPolicy::Keep;
    assert_eq!(normalised(&photo, keep), normalised(&photo, keep));
}

#[test]
fn the_position_is_kept_by_policy() {
    let suzhou = GeoPoint { latitude_udeg: 31_304_100, longitude_udeg: 120_740_210 };
    let forms = normalised(&photograph("dragonfly.jpg"), PositionPolicy::Keep);
    assert_eq!(forms.position, Some(suzhou));
    let again = normalised(&forms.normal, PositionPolicy::Keep);
    assert_eq!(again.position, Some(suzhou), "written into the normal form");
}

#[test]
fn the_position_is_stripped_by_policy_and_leaves_no_trace() {
    let forms = normalised(&photograph("dragonfly.jpg"), PositionPolicy::Strip);
    assert_eq!(forms.position, None);
    assert_eq!(normalised(&forms.normal, PositionPolicy::Keep).position, None);
    assert_eq!(forms.taken_at.as_deref(), Some("2026:05:14 09:12:31"), "the time stays");
}

#[test]
fn the_time_it_was_taken_survives_in_either_byte_order() {
    // hilltop has big-endian EXIF, dandelion little-endian.
    for (name, time) in [("hilltop.jpg", "2026:05:14 10:48:09"), ("dandelion.jpg", "2026:05:14 09:14:02")] {
        let forms = normalised(&photograph(name), PositionPolicy::Keep);
        assert_eq!(forms.taken_at.as_deref(), Some(time));
        assert_eq!(normalised(&forms.normal, PositionPolicy::Keep).taken_at.as_deref(), Some(time));
    }
}

#[test]
fn camera_and_serial_number_do_not_leave_the_device() {
    let photo = photograph("dragonfly.jpg");
    let forms = normalised(&photo, PositionPolicy::Keep);
    for secret in [b"Example Camera Works".as_slice(), b"EC12-000017"] {
        let contains = |bytes: &[u8]| bytes.windows(secret.len()).any(|window| window == secret);
        assert!(contains(&photo), "the fixture has it");
        assert!(!contains(&forms.normal) && !contains(&forms.thumbnail));
    }
}

/// Without its profile the red of a wide-gamut camera is another red.
#[test]
fn a_camera_s_colour_profile_is_carried_over_and_a_huge_one_is_not() {
    let contains = |bytes: &[u8], part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    for (length, carried) in [(548, true), (40_000, false)] {
        let profile = vec![0x5A; length];
        let photo = with_segment(&SMALL, 0xE2, &[b"ICC_PROFILE\0\x01\x01", profile.as_slice()].concat());
        let forms = normalised(&photo, PositionPolicy::Keep);
        assert_eq!(contains(&forms.normal, &profile), carried, "{length} bytes");
        assert_eq!(contains(&forms.thumbnail, &profile), carried, "{length} bytes");
    }
}

#[test]
fn a_photo_already_small_is_not_enlarged() {
    let thumbnail = normalised(&photograph("nuthatch.jpg"), PositionPolicy::Keep).thumbnail;
    let forms = normalised(&thumbnail, PositionPolicy::Keep);
    assert_eq!((forms.width, forms.height), (240, 320));
}

/// The small photograph enlarged without smoothing, as a camera of another size would write it.
fn enlarged(width: usize, height: usize) -> Vec<u8> {
    let small = Pixels::of(&SMALL);
    let mut rgb = Vec::with_capacity(width * height * 3);
    for row in 0..height {
        for column in 0..width {
            rgb.extend(small.at(column * small.width / width, row * small.height / height));
        }
    }
    Encoder::new(&rgb, width, height, PixelFormat::Rgb).encode().unwrap()
}

#[test]
fn a_photo_without_an_exact_scale_is_resampled_to_2016() {
    // 2040 is also what 5/8 of an 8-megapixel camera's 3264 gives.
    let forms = normalised(&enlarged(2040, 1530), PositionPolicy::Keep);
    assert_eq!((forms.width, forms.height), (2016, 1512));
}

#[test]
fn an_exact_scale_that_is_no_power_of_two_is_used() {
    // 3/4 of it; a power of two would give 1280 or 2560.
    let forms = normalised(&enlarged(2560, 1921), PositionPolicy::Keep);
    assert_eq!((forms.width, forms.height), (1920, 1441));
}
