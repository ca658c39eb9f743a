import { expect, test } from "vitest";

import { staleKeys } from "../api/live";
import type { DocumentKindView, FieldView, FormView, LinkView } from "../api/types";
import { entryOf } from "./entry";
import { kindWords } from "./kindWords";
import { pathOf, withoutPlace } from "./places";
import { canAsk, withForms } from "./possible";
import { readingOf } from "./reading";
import { tell } from "./tell";
import { askedBy, kindNamed, type Typed } from "./values";

const OFFSET = 480;
const field = (name: string, holds: string, required = false): FieldView => ({
  name,
  label: name,
  holds,
  choices: [],
  required,
});
const asked = (fields: FieldView[], typed: Typed) => askedBy({ command: "lend", fields }, typed, OFFSET);

test("a command that asks for nothing is its name", () => {
  expect(askedBy({ command: "reopen", fields: [] }, {}, OFFSET)).toBe("reopen");
});

test("what a form holds becomes what the domain reads: by what each field holds", () => {
  const fields = [
    field("note", "text"),
    field("count", "integer"),
    field("damaged", "flag"),
    field("returned_at", "time"),
    field("due", "date"),
    field("deposit", "money"),
    field("keeper", "person"),
    field("order", "document"),
    field("fate", "choice"),
  ];
  const typed = {
    note: " 借用\n备机 ",
    count: "-3",
    damaged: "no",
    returned_at: "2026-09-14T08:00",
    due: "2026-10-01",
    deposit: { amount: "1200.5", currency: "CNY" },
    keeper: "u",
    order: "o",
    fate: "kept",
  };
  expect(asked(fields, typed)).toEqual({
    lend: {
      note: "借用\n备机",
      count: -3,
      damaged: false,
      returned_at: Date.UTC(2026, 8, 14, 0),
      due: "2026-10-01",
      deposit: { minor: 120_050, currency: "CNY" },
      keeper: "u",
      order: "o",
      fate: "kept",
    },
  });
});

test("what was left empty is not sent, but for a text the command cannot do without", () => {
  const fields = [
    field("note", "text", true),
    field("title", "text"),
    field("count", "integer"),
    field("satisfied", "flag"),
    field("deposit", "money"),
    field("order", "document"),
  ];
  expect(asked(fields, { satisfied: "", deposit: { amount: "", currency: "CNY" } })).toEqual({
    lend: { note: "" },
  });
});

test("an amount has the decimals of its currency", () => {
  const deposit = { amount: "1200", currency: "JPY" };
  expect(asked([field("deposit", "money")], { deposit })).toEqual({
    lend: { deposit: { minor: 1200, currency: "JPY" } },
  });
});

const kind = (name: string, words: DocumentKindView["words"] = []): DocumentKindView => ({
  kind: name,
  name,
  list: `${name}s`,
  statuses: [{ name: "lent", word: "借出" }],
  words,
});

test("a kind that nothing else in the console shows has a place, and pages", () => {
  const kinds = ["work_order", "request", "customer", "asset", "complaint", "loan"].map((name) => kind(name));
  expect(withoutPlace(kinds).map(({ list }) => list)).toEqual(["loans"]);
  expect(pathOf({ kind: "loan", id: "l" })).toBe("/documents/loan/l");
  expect(pathOf({ kind: "work_order", id: "w" })).toBe("/orders/w");
});

test("the name of a field that names a document guesses its kind", () => {
  const kinds = [kind("work_order"), kind("customer")];
  expect(kindNamed("order", kinds)).toBe("work_order");
  expect(kindNamed("customer", kinds)).toBe("customer");
  expect(kindNamed("into", kinds)).toBeUndefined();
});

test("a kind says its names in the reader's words, and a name without one readably", () => {
  const words = kindWords(kind("loan", [{ name: "taken_back", word: "收回" }]));
  expect([words.say("taken_back"), words.status("lent"), words.say("given_out")]).toEqual([
    "收回",
    "借出",
    "given out",
  ]);
  expect(words.head("given_out")).toBe("Given out");
  expect([words.read("taken_back"), words.read("model A_1")]).toEqual(["收回", "model A_1"]);
});

const form = (command: string, more: Partial<FormView> = {}): FormView => ({
  command,
  label: command,
  fields: [],
  ...more,
});

test("what no form can hold is no button; what is refused can be asked nowhere", () => {
  const refusal = { code: "access.wrong_role", message: "", parameters: {} };
  const possible = [form("lend"), form("edit_text", { fields: null }), form("take_back", { refusal })];
  expect(withForms(possible).map(({ command }) => command)).toEqual(["lend", "take_back"]);
  expect(["lend", "edit_text", "take_back", "burn"].map((name) => canAsk(possible, name))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("what happened is told field by field: names in words, ids as people and documents, digests not at all", () => {
  const id = (digit: string) => `${digit.repeat(8)}-0000-7000-8000-000000000000`;
  const link: LinkView = { id: id("2"), kind: "work_order", number: "WO-1", title: "漏油" };
  const known = {
    words: kindWords(kind("loan", [{ name: "not_quality", word: "非质量" }])),
    isPerson: (user: string) => user === id("1"),
    links: [link],
  };
  const detail = {
    class: "not_quality",
    note: " 皮带断裂 ",
    keeper: id("1"),
    order: id("2"),
    other: id("3"),
    photo: "ab".repeat(32),
    damaged: true,
    deposit: { minor: 120_000, currency: "CNY" },
    at: 1,
    nothing: null,
  };
  expect(tell({ detail }, known)).toEqual([
    { kind: "words", text: "非质量" },
    { kind: "words", text: "皮带断裂" },
    { kind: "person", user: id("1") },
    { kind: "link", path: `/orders/${id("2")}`, text: "WO-1 漏油" },
    { kind: "flag", label: "Damaged", is: true },
    { kind: "money", minor: 120_000, currency: "CNY" },
  ]);
  expect(tell({ detail: null }, known)).toEqual([]);
});

test("R5: what began a document and what settled it are never offered to be set aside", () => {
  const timeline = [{ kind: "lent", author: { office: true } }] as Parameters<
    typeof readingOf
  >[0]["timeline"];
  const reading = readingOf({ timeline }, kindWords(undefined));
  expect(reading.fixed).toEqual(["lent", "settled"]);
});

test("facts of a plain kind are written in place; an address is not", () => {
  expect(entryOf({ integer: 3 })?.toValue("12")).toEqual({ integer: 12 });
  expect(entryOf({ date: "2026-10-01" })?.toValue("soon")).toBeUndefined();
  expect(entryOf({ address: { text: "苏州" } })).toBeUndefined();
});

test("a change of a kind this console has never heard of makes its lists and its page stale, and nothing else", () => {
  expect(staleKeys({ document: "d", kind: "loan" })).toEqual([
    ["documents"],
    ["document", "d"],
    ["possible", "d"],
  ]);
  expect(staleKeys({ document: "d", kind: "complaint" })).toContainEqual(["document", "d"]);
  expect(staleKeys({ document: null, kind: "record" })).toContainEqual(["kinds"]);
});
