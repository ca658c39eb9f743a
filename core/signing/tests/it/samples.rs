//! Fixed keys and one regular sample of each signed form.

use jobsheet_signing::{
    ChangeKey, Checkpoint, DeviceTime, FeedPosition, KeyId, PublicKey, RunClaim, SoftwareSigner, Statement,
    StatementCharge, StatementKind, StatementPart, StatementRating, StatementSignatory, sign_checkpoint,
};

const PKCS8: &str = "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420455f52cc0262760105bd516fc0e605df66f12931846062b8c74d01480b37ed6ca144034200043a6a25c4aeb1b822177cfa810cb911b51f270b5c504dd8b9a9384156476fccf520f2aa9eac6471ef374b221350656176a2de0f709728434e939a2e403f74e289";

pub fn change_key() -> ChangeKey {
    ChangeKey::from_seed(&[1; 32])
}

pub fn other_change_key() -> ChangeKey {
    ChangeKey::from_seed(&[2; 32])
}

pub fn statement_signer() -> SoftwareSigner {
    SoftwareSigner::from_pkcs8(&hex::decode(PKCS8).unwrap()).unwrap()
}

/// A lookup that knows just these keys.
pub fn knows<const N: usize>(keys: [PublicKey; N]) -> impl Fn(&KeyId) -> Option<PublicKey> {
    move |id| keys.into_iter().find(|key| key.id() == *id)
}

pub fn claim() -> RunClaim {
    RunClaim {
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        actor: [0xac; 16],
        key: change_key().public().id(),
        previous: Some([0x11; 32]),
        first: 3,
        last: 5,
        count: 3,
        head: [0x33; 32],
        as_of: 1_000,
        checkpoint: 998,
    }
}

pub fn statement() -> Statement {
    Statement {
        kind: StatementKind::SignOff,
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        heads: vec![[0x33; 32], [0x44; 32]],
        report_digest: [0x55; 32],
        shown_digest: [0x66; 32],
        parts: vec![StatementPart {
            number: "KF-35".into(),
            name: "电容 35µF".into(),
            quantity_milli: 2_000,
        }],
        charges: vec![StatementCharge { label: "上门费".into(), minor: 8_000, currency: "CNY".into() }],
        photos: vec![[0x77; 32]],
        signatory: Some(StatementSignatory { name: "王小明".into(), capacity: "店长".into() }),
        rating: Some(StatementRating { overall: 5, timeliness: 4, attitude: 5, quality: 5 }),
        remarks: "很快".into(),
        witness: None,
        consent: "本人确认上述内容".into(),
        strokes_digest: Some([0x88; 32]),
        stamp: Some([0x99; 32]),
        outcome: "signed".into(),
        not_before: Checkpoint { position: 998, server_time_ms: 1_795_000_000_000, word: None },
        at: DeviceTime {
            device_ms: 1_795_000_500_000,
            corrected_ms: 1_795_000_400_000,
            uncertainty_ms: 1_500,
        },
        device: [0xde; 16],
        user: [0x5e; 16],
        previous: None,
    }
}

pub fn checkpoint() -> FeedPosition {
    FeedPosition { organisation: [0x0a; 16], position: 998, server_time_ms: 1_795_000_000_000 }
}

/// The same with the server's word for what it was not made before.
pub fn statement_2() -> Statement {
    let word = Some(sign_checkpoint(&change_key(), &checkpoint()).unwrap());
    let said = statement();
    Statement { not_before: Checkpoint { word, ..said.not_before }, ..said }
}
