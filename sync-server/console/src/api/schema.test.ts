import { readFileSync } from "node:fs";

import Ajv from "@redocly/ajv/dist/2020";
import { expect, test } from "vitest";

import { describe as said } from "../document/describe";

type Json = Record<string, unknown>;

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const api = read("../../../openapi.json") as { components: { schemas: Record<string, Json> } };
const commands = read("../../../../tests/fixtures/commands-1.json") as Record<string, unknown>[];
const events = read("../../../../tests/fixtures/events-1.json") as { document: string; event: Json }[];

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ajv = new Ajv({ strict: false, formats: { uuid: UUID, date: true, int32: true, int64: true } });
ajv.addSchema(api, "api");

/** What does not fit a schema of the API; empty where all does. */
function misfits(schema: string, value: unknown): string {
  const validate = ajv.getSchema(`api#/components/schemas/${schema}`);
  if (validate === undefined) throw new Error(`the API describes no ${schema}`);
  return validate(value) ? "" : `${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`;
}
const fits = (schema: string, value: unknown): boolean => misfits(schema, value) === "";

/** Fields of an event that pages are not told. */
const ELSEWHERE = ["statement", "strokes", "sealed", "stamp", "heads"];

/** A stored event as a page is told of it. */
function told(event: Json): { kind: string; detail: Json } {
  const [[kind, fields] = ["", {}]] = Object.entries(event) as [string, Json][];
  const kept = Object.entries(fields).filter(([name]) => !ELSEWHERE.includes(name));
  return { kind, detail: Object.fromEntries(kept) };
}

/** The schema of what happens to a kind of document: `WorkOrderHappened`. */
const happened = (kind: string): string =>
  `${kind.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Happened`;

/** The same without one of its fields, for each field it cannot do without. */
function spoiled(value: Json, schema: Json | undefined): Json[] {
  const required = (schema?.required ?? []) as string[];
  return required.map((missing) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => name !== missing)),
  );
}

test("every stored command fits the description of the API", () => {
  for (const command of commands) expect(misfits("Command", command)).toBe("");
});

test("every stored event fits what pages are told of it, by its kind", () => {
  for (const { document, event } of events) expect(misfits(happened(document), told(event))).toBe("");
});

test("a command without a field it needs, or of a name nobody knows, does not fit", () => {
  let spoilt = 0;
  for (const command of commands) {
    const [[kind, asked] = ["", ""]] = Object.entries(command);
    if (typeof asked === "string") {
      expect(fits("Command", { [kind]: `${asked}ed` })).toBe(false);
      continue;
    }
    const [[name, fields] = ["", {}]] = Object.entries(asked as Json) as [string, Json][];
    expect(fits("Command", { [kind]: { [`${name}ed`]: fields } })).toBe(false);
    for (const lacking of spoiled(fields, schemaOf(kind, name))) {
      expect(fits("Command", { [kind]: { [name]: lacking } }), JSON.stringify([name, lacking])).toBe(false);
      spoilt += 1;
    }
  }
  expect(spoilt).toBeGreaterThan(100);
});

/** The schema of a command's fields. */
function schemaOf(kind: string, name: string): Json | undefined {
  const named = kind.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
  const variants = api.components.schemas[`${named}Command`]?.oneOf as {
    properties?: Record<string, Json>;
  }[];
  const fields = variants.find(({ properties }) => properties !== undefined && name in properties);
  const schema = fields?.properties?.[name];
  const reference = typeof schema?.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
  return reference === undefined ? schema : api.components.schemas[reference];
}

test("an event without a field it needs does not fit, but one of a later version does", () => {
  const held = { kind: "held", detail: { reason: "parts", note: "" } };
  expect(fits("WorkOrderHappened", held)).toBe(true);
  expect(fits("WorkOrderHappened", { ...held, detail: { note: "" } })).toBe(false);
  expect(fits("WorkOrderHappened", { ...held, detail: { reason: "boredom", note: "" } })).toBe(false);
  const later = { kind: "teleported", detail: {} };
  expect(fits("WorkOrderHappened", later)).toBe(false);
  expect(fits("Happened", later)).toBe(true);
});

test("ids are UUIDs, digests hexadecimal and times whole milliseconds", () => {
  const known = {
    DocumentId: ["01980000-0000-7000-8000-000000000009", "WO-2026-0001", 9],
    Digest: ["ab".repeat(32), "ab", 1],
    EventKey: ["ab".repeat(16), "AB".repeat(16), "ab".repeat(32)],
    Timestamp: [1_700_000_000_000, "2026-09-14", 0.5],
    CivilDate: ["2026-02-15", "15.2.2026", 1],
  };
  for (const [schema, [right, ...wrong]] of Object.entries(known)) {
    expect(fits(schema, right), schema).toBe(true);
    for (const one of wrong) expect(fits(schema, one), `${schema} ${one}`).toBe(false);
  }
});

test("the console reads every stored event without stumbling", () => {
  for (const { event } of events) expect(() => said(told(event)), JSON.stringify(event)).not.toThrow();
});
