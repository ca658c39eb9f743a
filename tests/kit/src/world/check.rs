//! What must hold once a world has settled.

use std::collections::BTreeMap;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_evidence::{Evidence, Package};
use jobsheet_screens::{OrderView, screens};
use serde_json::{Value, json};

use crate::evidence::{document, package};
use crate::world::{Device, World};

/// What runs of the world came to, so that a suite can say that it was in the places it is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Happened {
    /// Orders a customer has signed.
    pub signed: u32,
    /// Sign-offs that were voided.
    pub void: u32,
    /// Sign-offs with additions.
    pub additions: u32,
    /// Contested orders.
    pub contested: u32,
    /// Orders with facts to choose between.
    pub conflicts: u32,
    /// Orders with refused work.
    pub wedged: u32,
    /// Photos that were taken.
    pub photos: u32,
    /// Times somebody reached for a job that had left their tablet.
    pub gone: u32,
}

impl Happened {
    fn add(&mut self, order: &Value, wedged: bool) {
        let signoff = &order["signoff"];
        let some = |list: &Value| list.as_array().is_some_and(|list| !list.is_empty());
        self.signed += u32::from(!signoff.is_null());
        self.void += u32::from(signoff["valid"] == false);
        self.additions += u32::from(some(&signoff["additions"]));
        self.contested += u32::from(!order["contest"].is_null());
        self.conflicts += u32::from(some(&order["conflicts"]));
        self.wedged += u32::from(wedged);
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self {
            signed: self.signed + other.signed,
            void: self.void + other.void,
            additions: self.additions + other.additions,
            contested: self.contested + other.contested,
            conflicts: self.conflicts + other.conflicts,
            wedged: self.wedged + other.wedged,
            photos: self.photos + other.photos,
            gone: self.gone + other.gone,
        }
    }
}

impl World {
    /// What must hold once the world has settled; what happened in it.
    pub async fn check(&self) -> Happened {
        let mut happened = Happened::default();
        for order in &self.orders {
            let server = self.office.get(&format!("/api/orders/{order}")).await;
            let wedged = self.wedged(*order);
            for device in &self.devices {
                assert_eq!(
                    device.client.unsent().unwrap().changes > 0,
                    !wedged.is_empty(),
                    "unsent work of {order}: {wedged:?}"
                );
                // A job on which nobody can be put again any more is not back on the tablet it left.
                let shown = screens(&device.client).order(*order);
                if wedged.is_empty()
                    && let Ok(shown) = shown
                {
                    assert_same(&server, &shown);
                }
            }
            happened.add(&server, !wedged.is_empty());
        }
        self.nothing_acknowledged_is_lost().await;
        self.every_photo_is_safe().await;
        happened.gone = self.gone;
        happened.photos = u32::try_from(self.photos.len()).unwrap();
        happened
    }

    fn wedged(&self, order: DocumentId) -> Vec<String> {
        let of = |device: &Device| device.client.wedged().unwrap();
        self.devices
            .iter()
            .flat_map(of)
            .filter(|(id, _)| *id == order)
            .map(|(_, refusal)| refusal.code)
            .collect()
    }

    /// Every photo is on the server, whole, for whoever holds its job (R14).
    async fn every_photo_is_safe(&self) {
        for device in &self.devices {
            assert_eq!(device.client.unsent().unwrap().blobs, 0, "photos that were not uploaded");
            let holds = |order: DocumentId| screens(&device.client).order(order).is_ok();
            for (order, digest, bytes) in self.photos.iter().filter(|photo| holds(photo.0)) {
                let fetched = device.client.fetch_photo(*order, *digest, &device.cancel).await.unwrap();
                assert_eq!(fetched, *bytes, "the photo {digest} of {order}");
            }
        }
    }

    /// Every acknowledged change is on the server, or visibly refused and still on its device.
    async fn nothing_acknowledged_is_lost(&self) {
        let mut held: BTreeMap<DocumentId, Vec<String>> = BTreeMap::new();
        for order in &self.orders {
            let package = package(&self.office.evidence(*order).await);
            let changes = document(&package).changes();
            held.insert(*order, changes.iter().map(|change| change.header.hash.to_string()).collect());
            assert_evidence_holds(package);
        }
        for (order, change) in &self.acknowledged {
            let stored = held[order].contains(&change.to_string());
            assert!(
                stored || !self.wedged(*order).is_empty(),
                "the acknowledged change {change} of {order} is lost"
            );
        }
    }
}

/// Everything signed verifies for a third party: changes, runs, keys, statement, report, strokes, receipt. Whether a
/// sign-off still stands is another question, which every replica answers alike.
fn assert_evidence_holds(package: Package) {
    let found = jobsheet_evidence::verify(&Evidence::Package(Box::new(package)), None);
    let broken: Vec<_> = found.checks.iter().filter(|check| !check.ok()).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// The same version shows the same things, here and there.
fn assert_same(server: &Value, device: &OrderView) {
    let heads: Vec<String> = device.heads.iter().map(ToString::to_string).collect();
    assert_eq!(server["heads"], json!(heads), "heads");
    assert_eq!(server["status"], json!(device.status.name()), "status");
    assert_eq!(server["texts"]["notes"], json!(device.notes), "notes");
    assert_eq!(server["contest"].is_null(), device.contested.is_empty(), "contest");
    let addresses: Vec<&str> = device.address.iter().map(|one| one.text.as_str()).collect();
    let stated: Vec<&str> =
        server["address"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!(stated, addresses, "addresses");
    let valid = device.signoff.as_ref().map(|signoff| signoff.void_by.is_empty());
    assert_eq!(server["signoff"]["valid"].as_bool(), valid, "sign-off");
}
