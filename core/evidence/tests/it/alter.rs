//! The generator of altered evidence: any byte, any part, any member of its JSON, any encoding of a signed word.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::json;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A stream of numbers from a seed (splitmix64): the same seed alters alike on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound.max(1) as u64).unwrap()
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

type Parts = BTreeMap<String, Vec<u8>>;

/// The parts of a package, as any program unpacks them.
pub fn unpacked(bytes: &[u8]) -> Parts {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Parts::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

/// The archive these parts make, spelt as packages are.
pub fn packed(parts: &Parts) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let first = |(name, _): &(&String, &Vec<u8>)| *name == "mimetype";
    let (mimetype, others): (Vec<_>, Vec<_>) = parts.iter().partition(first);
    for (name, bytes) in mimetype.into_iter().chain(others) {
        archive.start_file(name.as_str(), options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A file that differs from the package, with how it was made.
pub fn altered(package: &[u8], other: &[u8], chance: &mut Chance) -> (String, Vec<u8>) {
    if chance.below(3) == 0 {
        return bytes(package, chance);
    }
    let mut parts = unpacked(package);
    let names: Vec<String> = parts.keys().cloned().collect();
    let name = chance.of(&names).clone();
    let how = match chance.below(6) {
        0 => {
            let (how, content) = bytes(&parts[&name], chance);
            parts.insert(name.clone(), content);
            how
        }
        1 => structure(&mut parts, &name, other, chance),
        _ => {
            let words = ["export.jws", "evidence.json", "keys.json"];
            let reports = names.iter().map(String::as_str).filter(|name| name.ends_with(".json"));
            let name = *chance.of(&words.into_iter().chain(reports).collect::<Vec<_>>());
            let content = parts.get_mut(name).unwrap();
            if name == "export.jws" { word_part(content, chance) } else { json_part(content, chance) }
        }
    };
    (format!("{name}: {how}"), packed(&parts))
}

/// Bytes flipped, cut, doubled, put in, set, or moved.
fn bytes(original: &[u8], chance: &mut Chance) -> (String, Vec<u8>) {
    let mut bytes = original.to_vec();
    let place = chance.below(bytes.len());
    let how = match chance.below(6) {
        0 => {
            bytes.truncate(place);
            "cut"
        }
        1 => {
            bytes.insert(place, u8::try_from(chance.below(256)).unwrap());
            "a byte put in"
        }
        2 if !bytes.is_empty() => {
            bytes.remove(place);
            "a byte taken out"
        }
        3 => {
            bytes.extend_from_slice(&original[place..]);
            "its end twice"
        }
        4 if !bytes.is_empty() => {
            bytes.rotate_left(place);
            "turned round"
        }
        _ => {
            if let Some(byte) = bytes.get_mut(place) {
                *byte ^= 1 << chance.below(8);
            }
            "a bit flipped"
        }
    };
    (format!("{how} at {place}"), bytes)
}

/// Parts taken out, renamed, added, emptied, or put in from another order.
fn structure(parts: &mut Parts, name: &str, other: &[u8], chance: &mut Chance) -> String {
    let content = parts[name].clone();
    match chance.below(5) {
        0 => {
            parts.remove(name);
            "taken out".to_owned()
        }
        1 => {
            parts.remove(name);
            parts.insert(format!("{name}x"), content);
            "renamed".to_owned()
        }
        2 => {
            parts.insert(format!("photos/{}.jpg", "ab".repeat(32)), b"\xff\xd8\xff".to_vec());
            "a photo added".to_owned()
        }
        3 => {
            parts.insert(name.to_owned(), Vec::new());
            "emptied".to_owned()
        }
        _ => {
            let others = unpacked(other);
            let names: Vec<&String> = others.keys().filter(|name| *name != "mimetype").collect();
            let from = (*chance.of(&names)).clone();
            parts.insert(from.clone(), others[&from].clone());
            format!("{from} of another order")
        }
    }
}

/// One member of a part's JSON altered, written canonically again.
fn json_part(content: &mut Vec<u8>, chance: &mut Chance) -> String {
    let mut value: Value = serde_json::from_slice(content).unwrap();
    let mut pointers = Vec::new();
    places(&value, String::new(), &mut pointers);
    let pointer = chance.of(&pointers).clone();
    let target = value.pointer_mut(&pointer).unwrap();
    let how = if target.as_str().is_some_and(|text| text.split('.').count() == 3) {
        let mut word = target.as_str().unwrap().as_bytes().to_vec();
        let how = word_part(&mut word, chance);
        *target = Value::String(String::from_utf8_lossy(&word).into_owned());
        how
    } else {
        member(target, chance)
    };
    *content = match chance.below(8) {
        0 => serde_json::to_vec_pretty(&value).unwrap(),
        _ => json::canonical(&value).unwrap_or_else(|_| serde_json::to_vec(&value).unwrap()),
    };
    format!("{pointer} {how}")
}

fn places(value: &Value, at: String, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| {
                places(member, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), into);
            });
        }
        Value::Array(items) => {
            (0..)
                .zip(items)
                .for_each(|(place, item): (usize, _)| places(item, format!("{at}/{place}"), into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    into.push(at);
}

fn member(target: &mut Value, chance: &mut Chance) -> String {
    match target {
        Value::Object(members) => match chance.below(2) {
            0 => drop(members.insert("verdict".to_owned(), Value::String("proved".to_owned()))),
            _ => {
                let names: Vec<String> = members.keys().cloned().collect();
                drop(members.remove(chance.of(&names)));
            }
        },
        Value::Array(items) => match (chance.below(3), items.is_empty()) {
            (_, true) => items.push(Value::Null),
            (0, false) => drop(items.pop()),
            (1, false) => items.push(items[0].clone()),
            (_, false) => items.reverse(),
        },
        Value::String(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            let place = chance.below(letters.len());
            match (chance.below(4), letters.get(place).copied()) {
                (0, _) => letters.push(' '),
                (1, _) => letters.iter_mut().for_each(|letter| *letter = letter.to_ascii_uppercase()),
                (2, Some(_)) => drop(letters.remove(place)),
                (_, Some(letter)) => letters[place] = if letter == 'a' { 'b' } else { 'a' },
                (_, None) => letters.push('a'),
            }
            *text = letters.into_iter().collect();
        }
        Value::Number(number) => {
            let (old, by) =
                (number.as_i64().unwrap_or_default(), 1 + i64::try_from(chance.below(50)).unwrap());
            *target = Value::from(if chance.below(2) == 0 { old - by } else { old + by });
        }
        Value::Bool(flag) => *flag = !*flag,
        Value::Null => *target = Value::from(1 + chance.below(9)),
    }
    target.to_string().chars().take(40).collect()
}

/// The games that are played with a JWS (RFC 7515, RFC 8725).
fn word_part(content: &mut Vec<u8>, chance: &mut Chance) -> String {
    let word = String::from_utf8_lossy(content).into_owned();
    let mut parts: Vec<Cow<'_, str>> = word.split('.').map(Cow::Borrowed).collect();
    let header = |value: Value| Cow::Owned(base64url(value.to_string().as_bytes()));
    let mut read: Value =
        serde_json::from_slice(&from_base64url(&parts[0]).unwrap_or_default()).unwrap_or_default();
    let how = match chance.below(9) {
        0 => {
            read["alg"] = "none".into();
            parts[0] = header(read);
            "alg none"
        }
        1 => {
            read["alg"] = "HS256".into();
            parts[0] = header(read);
            "alg HS256"
        }
        2 => {
            read["crit"] = Value::from(vec!["exp"]);
            parts[0] = header(read);
            "crit"
        }
        3 => {
            read["jwk"] = serde_json::json!({ "kty": "OKP", "crv": "Ed25519", "x": "AAAA" });
            parts[0] = header(read);
            "jwk"
        }
        4 => {
            read["typ"] = "JWT".into();
            parts[0] = header(read);
            "typ"
        }
        5 => {
            parts[2] = Cow::Borrowed("");
            "no signature"
        }
        6 => {
            parts[1] = Cow::Borrowed("");
            "detached"
        }
        7 => {
            let payload = from_base64url(&parts[1]).unwrap_or_default();
            let (_, payload) = bytes(&payload, chance);
            parts[1] = Cow::Owned(base64url(&payload));
            "payload"
        }
        _ => {
            let signature = from_base64url(&parts[2]).unwrap_or_default();
            let (_, signature) = bytes(&signature, chance);
            parts[2] = Cow::Owned(base64url(&signature));
            "signature"
        }
    };
    *content = parts.join(".").into_bytes();
    how.to_owned()
}
