//! No alteration passes: neither as proved nor, without the published keys, as intact.

use std::panic::catch_unwind;

use jobsheet_evidence::{Package, Verdict};

use super::alter::{Chance, altered, packed, unpacked};
use super::{fixture, published, verified};

/// How many alterations are tried; `LONG_TESTS=1` tries them all.
fn budget() -> usize {
    if std::env::var_os("LONG_TESTS").is_some() { 25_000 } else { 1_500 }
}

#[test]
fn the_generator_takes_packages_apart_and_puts_them_together_again() {
    for name in ["signed-2.zip", "void-2.zip"] {
        assert!(packed(&unpacked(&fixture(name))) == fixture(name), "{name}");
    }
}

#[test]
fn r61_no_alteration_of_a_package_passes_and_none_ends_the_program() {
    let keys = published("keys-2.json");
    let bases = ["signed-2.zip", "void-2.zip", "other-2.zip"].map(fixture);
    let mut chance = Chance(2);
    let mut tried = 0;
    while tried < budget() {
        let [base, other] = [tried % bases.len(), (tried + 1) % bases.len()];
        let (how, file) = altered(&bases[base], &bases[other], &mut chance);
        if file == bases[base] {
            continue;
        }
        tried += 1;
        for published in [Some(&keys), None] {
            let found = catch_unwind(|| verified(&file, published).verdict());
            let verdict = found.unwrap_or_else(|_| panic!("{tried} ends the program: {how}"));
            assert_eq!(verdict, Verdict::Broken, "{tried}: {how}");
        }
    }
}

/// The first form was not made for it, and says so: nothing of it is ever proved.
#[test]
fn r61_no_alteration_of_a_first_bundle_is_proved_or_ends_the_program() {
    let keys = published("jwks-1.json");
    let base = fixture("signed-1.json");
    let mut chance = Chance(1);
    for tried in 0..budget() / 3 {
        let mut file = base.clone();
        for _ in 0..=chance.below(3) {
            let place = chance.below(file.len());
            file[place] ^= 1 << chance.below(7);
        }
        let found = catch_unwind(|| verified(&file, Some(&keys)).verdict());
        let verdict = found.unwrap_or_else(|_| panic!("{tried} ends the program"));
        assert_ne!(verdict, Verdict::Proved, "{tried}");
    }
}

/// What costs nothing to write costs nothing to refuse: sizes out of all proportion.
#[test]
fn hostile_sizes_are_refused() {
    let base = fixture("signed-2.zip");
    let many = |parts: usize| {
        let mut all = unpacked(&base);
        all.extend((0..parts).map(|number| (format!("photos/{number:064x}.jpg"), b"\xff\xd8\xff".to_vec())));
        packed(&all)
    };
    for file in
        [many(5_000), many(25_000), vec![b'P'; 1 << 20], [b"PK\x03\x04".to_vec(), vec![0; 1 << 20]].concat()]
    {
        assert_eq!(verified(&file, None).verdict(), Verdict::Broken);
    }
    let mut deep = unpacked(&base);
    deep.insert("evidence.json".to_owned(), [vec![b'['; 1 << 16], vec![b']'; 1 << 16]].concat());
    assert!(Package::read(&packed(&deep)).is_err());
}
