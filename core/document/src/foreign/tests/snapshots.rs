//! Snapshots under a manifest.

use jobsheet_domain::aggregates::KINDS;
use jobsheet_kernel::id::{ChangeHash, Digest};
use sha2::{Digest as _, Sha256};

use super::{Limits, chunk, id, written};
use crate::codes;
use crate::foreign::{ManifestFacts, load_snapshot};

fn manifest(bytes: &[u8]) -> ManifestFacts {
    ManifestFacts {
        heads: written().heads(),
        schema: 1,
        length: bytes.len() as u64,
        digest: Digest(Sha256::digest(bytes).into()),
    }
}

#[test]
fn a_snapshot_is_loaded_under_its_manifest() {
    let bytes = written().save();
    let loaded = load_snapshot(KINDS, id(), &bytes, &manifest(&bytes), &Limits::default()).unwrap();
    assert_eq!(loaded.content().unwrap(), written().content().unwrap());
}

#[test]
fn a_snapshot_that_differs_from_its_manifest_is_refused() {
    let bytes = written().save();
    let sound = manifest(&bytes);
    let refused = |bytes: &[u8], manifest: ManifestFacts| {
        load_snapshot(KINDS, id(), bytes, &manifest, &Limits::default()).unwrap_err().code
    };
    let other_heads = ManifestFacts { heads: vec![ChangeHash([1; 32])], ..sound.clone() };
    assert_eq!(refused(&bytes, other_heads), codes::UNDECODABLE);
    assert_eq!(refused(&bytes, ManifestFacts { schema: 2, ..sound.clone() }), codes::UNDECODABLE);
    assert_eq!(
        refused(&bytes, ManifestFacts { length: sound.length + 1, ..sound.clone() }),
        codes::UNDECODABLE
    );
    assert_eq!(
        refused(&bytes, ManifestFacts { digest: Digest([0; 32]), ..sound.clone() }),
        codes::UNDECODABLE
    );
    let two = [bytes.clone(), written().changes()[0].bytes.to_vec()].concat();
    assert_eq!(refused(&two, manifest(&two)), codes::UNDECODABLE, "a change after the document");
    let bundle = chunk(3, &[0xff; 64]);
    assert_eq!(refused(&bundle, manifest(&bundle)), codes::UNDECODABLE);
    let small = Limits { document_bytes: 10, ..Limits::default() };
    assert_eq!(load_snapshot(KINDS, id(), &bytes, &sound, &small).unwrap_err().code, codes::TOO_LARGE);
}
