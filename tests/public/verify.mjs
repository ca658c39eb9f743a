// Checks exported evidence with public libraries alone: JOSE (panva), Automerge, a CBOR and a ZIP reader, node:crypto.
// Nothing of this project's code is used; what the bytes are is in docs/protocol.
//
//   node verify.mjs FOLDER      with evidence.zip, keys.json, jwks.json and standing.json in it

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

import * as Automerge from "@automerge/automerge";
import { decode } from "cborg";
import { strFromU8, unzipSync } from "fflate";
import { compactVerify, decodeProtectedHeader, importJWK } from "jose";

const folder = process.argv[2];
const file = (name) => readFileSync(path.join(folder, name));
const json = (name) => JSON.parse(file(name));
const sha256 = (...bytes) => {
  const hash = createHash("sha256");
  bytes.forEach((part) => hash.update(part));
  return hash.digest();
};
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const published = json("jwks.json").keys;

/** Verifies a compact JWS under the published key it names, which must be for this purpose; its payload. */
async function verified(word, purpose, alg) {
  const { kid, typ } = decodeProtectedHeader(word);
  const key = published.find((one) => one.kid === kid);
  assert.ok(key, `${typ}: the key ${kid} is published`);
  assert.equal(key.jobsheet.purpose, purpose, typ);
  const { payload, protectedHeader } = await compactVerify(word, await importJWK(key), { algorithms: [alg] });
  assert.deepEqual(Object.keys(protectedHeader).sort(), ["alg", "kid", "typ"]);
  return payload;
}

const said = (payload) => JSON.parse(Buffer.from(payload).toString("utf8"));

/** Canonical JSON (RFC 8785) of what has only strings, booleans, null and integers. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

const leaf = (record) => sha256(Buffer.of(0), Buffer.from(canonical(record)));
const node = (left, right) => sha256(Buffer.of(1), left, right);

/** The Merkle tree hash of RFC 9162 §2.1.1. */
function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return node(root(leaves.slice(0, split)), root(leaves.slice(split)));
}

/** The root a leaf comes to by its path (RFC 9162 §2.1.3.2). */
function climbed(digest, index, size, path) {
  let [at, last] = [index, size - 1];
  for (const beside of path.map((step) => Buffer.from(step, "hex"))) {
    assert.ok(last > 0);
    if (at % 2 === 1 || at === last) {
      digest = node(beside, digest);
      while (at % 2 === 0 && at !== 0) [at, last] = [at >> 1, last >> 1];
    } else {
      digest = node(digest, beside);
    }
    [at, last] = [at >> 1, last >> 1];
  }
  assert.equal(last, 0);
  return digest;
}

const parts = unzipSync(file("evidence.zip"));
assert.equal(strFromU8(parts.mimetype), "application/vnd.jobsheet.evidence+zip");
const text = (name) => strFromU8(parts[name]);

// The server's word for the whole, and the parts it names.
const exported = said(await verified(text("export.jws"), "server", "EdDSA"));
const others = Object.keys(parts).filter((name) => name !== "mimetype" && name !== "export.jws");
assert.deepEqual(others.sort(), Object.keys(exported.parts).sort());
for (const name of others) assert.equal(hex(sha256(parts[name])), exported.parts[name], name);

// The list of keys, published and in the package.
const list = json("keys.json");
const head = said(await verified(list.head, "server", "EdDSA"));
const leaves = list.records.map(leaf);
assert.equal(hex(root(leaves)), head.keys.root);
assert.equal(hex(root(leaves.slice(0, exported.keys.size))), exported.keys.root, "the list only grew");
for (const { record, path } of JSON.parse(text("keys.json"))) {
  assert.equal(hex(climbed(leaf(record), record.number, exported.keys.size, path)), exported.keys.root);
}

// The order, as an independent Automerge reads it.
const order = Automerge.load(parts["document.automerge"]);
assert.deepEqual([...Automerge.getHeads(order)].sort(), exported.heads, "the heads");
const evidence = JSON.parse(text("evidence.json"));
assert.equal(evidence.kind, order.kind.val ?? String(order.kind));

// What was signed.
assert.ok(evidence.statements.length > 0, "somebody signed");
for (const { event, jws, receipt } of evidence.statements) {
  const payload = await verified(jws, "statement", "ES256");
  const statement = said(payload);
  assert.equal(canonical(statement), Buffer.from(payload).toString("utf8"), "canonical");
  const countersigned = said(await verified(receipt, "server", "EdDSA"));
  assert.equal(countersigned.statement, hex(sha256(payload)));
  assert.ok(order.events[event], "the event is in the order");
  const name = `reports/${statement.report_digest}.json`;
  assert.equal(hex(sha256(parts[name])), statement.report_digest);
  const report = JSON.parse(text(name));
  assert.equal(canonical(report), text(name));
  if (statement.strokes_digest) {
    assert.equal(hex(sha256(parts[`strokes/${statement.strokes_digest}.inkml`])), statement.strokes_digest);
  }
  const then = Automerge.view(order, statement.heads);
  const fact = (key) => Object.values(decode(then.facts[key]))[0];
  assert.equal(report.work_done, String(then.text[`${report.visit}/work_done`]));
  assert.equal(report.fault, String(then.text.fault));
  assert.equal(report.diagnosis.cause, fact(`${report.visit}/cause`));
  assert.equal(report.machine.product_model, fact("product_model"));
  for (const answer of report.answers) {
    assert.deepEqual(answer.value, decode(then.answers[`${report.visit}/${answer.item}`]));
  }
}

// What became of it, by the server's signed answer.
const standing = said(await verified(json("standing.json").standing, "server", "EdDSA"));
assert.deepEqual([standing.void, standing.heads], [false, exported.heads]);

// One altered byte, and JOSE refuses.
const [header, payload, signature] = text("export.jws").split(".");
const altered = Buffer.from(payload, "base64url");
altered[40] ^= 1;
await assert.rejects(verified([header, altered.toString("base64url"), signature].join("."), "server", "EdDSA"));
console.log(`jose, Automerge: ${others.length} parts, ${evidence.runs.length} runs, ${evidence.statements.length} statement(s)`);
