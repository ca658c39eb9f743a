//! What the server says of a package as a whole, and whether its parts are those it speaks of.

use std::collections::BTreeSet;

use jobsheet_document::Document;
use jobsheet_domain::id::Digest;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_signing::{
    Export, KeyEntry, KeyList, Keyring, PartDigest, latest, merkle, sha256, verify_export,
};

use super::told::utc;
use super::{Found, custody, valid_then};
use crate::finding::Finding;
use crate::package::{FORMATS, Folder, Named, Package};
use crate::published::Published;

/// The server's word for the package, by a key of the server that is among its keys and was valid then.
pub(crate) fn export(package: &Package) -> Result<Export, Finding> {
    let broken = |why: &str| Finding::new("evidence.export.broken").with("why", why);
    let keys = package.keyring();
    let export =
        verify_export(&package.export, &|id| keys.server_key(id)).map_err(|error| broken(error.code()))?;
    valid_then(&keys, &package.export, export.position).map_err(|error| broken(error.code()))?;
    Ok(export)
}

/// The parts are those the server exported, and no others.
pub(crate) fn parts(package: &Package, export: &Export) -> Found {
    if !FORMATS.contains(&package.contents.format.as_str()) {
        return Err(Finding::new("evidence.format.unknown"));
    }
    let here = package.digests()?;
    let named = here.keys().chain(export.parts.keys()).collect::<BTreeSet<_>>();
    match named.into_iter().find(|name| here.get(*name) != export.parts.get(*name)) {
        Some(part) => Err(Finding::new("evidence.export.altered").with("part", part)),
        None => Ok(Finding::new("evidence.export.holds").with("count", here.len())),
    }
}

/// Nothing of it was stored after the export.
pub(crate) fn bounded(package: &Package, export: &Export) -> Found {
    match package.contents.runs.iter().map(|run| run.position).find(|position| *position > export.position) {
        Some(position) => Err(Finding::new("evidence.runs.misplaced").with("position", position)),
        None => Ok(as_of(export)),
    }
}

fn as_of(export: &Export) -> Finding {
    Finding::new("evidence.export.newest")
        .with("at", utc(Timestamp(export.exported_at_ms)))
        .with("position", export.position)
}

/// Every key of the package is in the organisation's list as the export has it.
pub(crate) fn listed(package: &Package, export: &Export) -> Found {
    let unlisted = |number: u64| Finding::new("evidence.keys.unlisted").with("number", number);
    let mut after = None;
    for listed in &package.keys {
        let record = &listed.record;
        let path: Vec<[u8; 32]> = listed.path.iter().map(|step| step.0).collect();
        let leaf = record.leaf().map_err(|_| unlisted(record.number))?;
        let root = merkle::root_of(leaf, record.number, export.keys.size, &path);
        let ours = record.organisation == export.organisation;
        let ordered = after.is_none_or(|before| before < record.number);
        if root != Some(export.keys.root) || !ours || !ordered {
            return Err(unlisted(record.number));
        }
        after = Some(record.number);
    }
    Ok(Finding::new("evidence.keys.listed").with("count", package.keys.len()).with("size", export.keys.size))
}

/// How the organisation's published list stands to the list at the time of the export.
pub(crate) enum Lists {
    /// The one grew from the other.
    Grew(Finding),
    /// Nothing can be said, or the organisation contradicts itself.
    Doubtful(Finding),
    /// It is not the organisation's.
    Foreign(Finding),
}

/// Whether the package comes from the organisation that publishes these keys. What the list says of a key at the time of the
/// export stays, whatever is said of it later.
pub(crate) fn origin(package: &Package, export: &Export, published: &Published) -> Lists {
    let keys = package.keyring();
    let set = published.set();
    let mut ended_before = None;
    for (id, entry) in keys.iter() {
        let Some(standing) = set.standing(id) else {
            return Lists::Foreign(Finding::new("evidence.keys.unpublished").with("key", id));
        };
        // That it ended is said later, and touches only what came later.
        let said = KeyEntry { revoked_at: None, ..entry.clone() };
        if let Some(field) = standing.differing(&said) {
            return Lists::Foreign(
                Finding::new("evidence.keys.misused").with("key", id).with("field", field),
            );
        }
        // A package may leave out that a key had ended by then; a set does not tell since when it says so.
        let ended = standing.revoked_at.is_some_and(|ended| ended <= export.position);
        if ended && entry.revoked_at.is_none() {
            ended_before = Some(*id);
        }
    }
    let known = Finding::new("evidence.keys.published").with("count", keys.iter().count());
    let Published::List(list) = published else {
        let doubt = |id| Lists::Doubtful(Finding::new("evidence.keys.ended").with("key", id));
        return ended_before.map_or(Lists::Grew(known), doubt);
    };
    match list.state_at(export.keys.size) {
        Ok(Some(state)) if state == export.keys => {
            partial(&keys, export, list).map_or(Lists::Grew(known), Lists::Foreign)
        }
        Ok(None) => Lists::Doubtful(Finding::new("evidence.keys.older")),
        Ok(Some(_)) | Err(_) => Lists::Doubtful(Finding::new("evidence.keys.rewritten")),
    }
}

/// The first key of which the package leaves out what the list said of it in the end, at the time of the export.
fn partial(keys: &Keyring, export: &Export, list: &KeyList) -> Option<Finding> {
    let size = usize::try_from(export.keys.size).unwrap_or(usize::MAX);
    let then = latest(list.records.get(..size).unwrap_or_default());
    let partial = keys.iter().find(|(id, entry)| then.find(id) != Some(*entry));
    partial.map(|(id, _)| Finding::new("evidence.keys.partial").with("key", id))
}

/// Reports and strokes are those of the sign-offs; pages and photos are those the order names, or said to be left out. Each
/// part has the digest it is called by.
pub(crate) fn named(package: &Package, export: &Export, document: &Document) -> Found {
    for ((folder, digest), bytes) in &package.named {
        if sha256(bytes) != digest.0 {
            return Err(differs(*folder, digest));
        }
    }
    let unreadable = |_| Finding::new("evidence.signature.unreadable").with("why", "document.unreadable");
    let content = document.content().map_err(unreadable)?;
    let order = Named::of(&WorkOrder::new(&content));
    let set = |digests: &[Digest]| digests.iter().copied().collect::<BTreeSet<Digest>>();
    let (pages, photos) = (set(&order.pages), &set(&order.photos) | &set(&order.stamps));
    let (open, sealed) = (order.strokes.into_keys().collect::<BTreeSet<_>>(), set(&order.sealed));
    exactly(package, Folder::Reports, &set(&order.reports), &BTreeSet::new())?;
    let absent: BTreeSet<Digest> = export.absent.iter().map(|PartDigest(digest)| Digest(*digest)).collect();
    // A hand that lies open in the order is in the package.
    exactly(package, Folder::Strokes, &(&open | &sealed), &(&absent - &open))?;
    exactly(package, Folder::Pages, &pages, &absent)?;
    exactly(package, Folder::Photos, &photos, &absent)?;
    exactly(package, Folder::Attestations, &custody::named(package), &BTreeSet::new())?;
    if let Some(other) =
        absent.iter().find(|digest| ![&pages, &photos, &sealed].iter().any(|set| set.contains(*digest)))
    {
        return Err(differs(Folder::Photos, other));
    }
    let here = |folder| package.folder(folder).count();
    Ok(Finding::new("evidence.parts.named")
        .with("reports", here(Folder::Reports))
        .with("pages", here(Folder::Pages))
        .with("photos", here(Folder::Photos))
        .with("count", photos.len())
        .with("absent", absent.len()))
}

/// Hands that are sealed to the organisation and not in the package: nobody outside can see what was drawn. Nothing where there
/// are none.
pub(crate) fn sealed(package: &Package, document: &Document) -> Option<Finding> {
    let content = document.content().ok()?;
    let sealed: BTreeSet<Digest> = Named::of(&WorkOrder::new(&content)).sealed.into_iter().collect();
    let away =
        sealed.iter().filter(|digest| !package.named.contains_key(&(Folder::Strokes, **digest))).count();
    (away > 0).then(|| Finding::new("evidence.strokes.sealed").with("count", away))
}

/// A folder has these parts and no others, but for what is said to be left out.
fn exactly(
    package: &Package,
    folder: Folder,
    wanted: &BTreeSet<Digest>,
    absent: &BTreeSet<Digest>,
) -> Result<(), Finding> {
    let here: BTreeSet<Digest> = package.folder(folder).map(|(digest, _)| *digest).collect();
    let missing = wanted.iter().find(|digest| !here.contains(*digest) && !absent.contains(*digest));
    let surplus = here.iter().find(|digest| !wanted.contains(*digest) || absent.contains(*digest));
    missing.or(surplus).map_or(Ok(()), |digest| Err(differs(folder, digest)))
}

fn differs(folder: Folder, digest: &Digest) -> Finding {
    Finding::new("evidence.parts.differ").with("part", format!("{}/{digest}", folder.name()))
}
