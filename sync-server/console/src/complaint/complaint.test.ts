import { expect, test } from "vitest";

import { staleKeys } from "../api/live";
import { describe as said } from "../document/describe";
import { droppable, fieldEvents } from "../document/Contest";
import type { TimelineEntry } from "../api/types";
import { complaintCommand, COMPLAINT_ACTIONS, likeliest } from "./actions";
import { complaintBody, EMPTY_COMPLAINT, NO_ORIGIN, remarkOf, withCustomer } from "./fields";
import { filterOf, scopeOf } from "./filter";
import { COMPLAINT_READING } from "./reading";
import { changedFindings } from "./found";

const OFFSET = 480;

test("what a dialog holds reaches the server as the domain's commands (R41)", () => {
  const ask = (action: (typeof COMPLAINT_ACTIONS)[number], fields: object) =>
    complaintCommand(action, fields, OFFSET);
  expect(ask("grade", { class: "quality", severity: "major", text: " 皮带断裂 " })).toEqual({
    grade: { class: "quality", severity: "major", note: "皮带断裂" },
  });
  expect(ask("investigate", {})).toEqual({ investigate: { investigator: null } });
  expect(ask("close", { text: " " })).toEqual({ close: { reason: null } });
  expect(ask("carry_out", {})).toEqual({ carry_out: { on_site: false, note: "" } });
  expect(ask("merge", { document: "b" })).toEqual({ merge: { into: "b" } });
});

test("what was done already is offered last, and nothing is lost", () => {
  const order = likeliest({ class: "quality", status: "investigating" });
  expect(order.slice(-2)).toEqual(["grade", "investigate"]);
  expect(order.toSorted()).toEqual(COMPLAINT_ACTIONS.toSorted());
});

test("a remedy's cost is typed in major units and sent in minor ones", () => {
  const fields = { remedy: "repair", text: "校正皮带轮", cost: "1200.5", currency: "CNY" } as const;
  expect(complaintCommand("propose", fields, OFFSET)).toEqual({
    propose: { remedy: "repair", plan: "校正皮带轮", cost: { minor: 120_050, currency: "CNY" } },
  });
});

test("what the customer said carries the organisation's time, or none for just now", () => {
  const spoken = { who: " 孙伟 ", channel: "phone", text: "可以" } as const;
  const reply = { who: "孙伟", channel: "phone", words: "可以" };
  expect(complaintCommand("agree", spoken, OFFSET)).toEqual({ agree: { ...reply, said_at: null } });
  expect(complaintCommand("object", { ...spoken, saidAt: "2026-09-14T08:00" }, OFFSET)).toEqual({
    object: { ...reply, said_at: Date.UTC(2026, 8, 14, 0) },
  });
});

test("a customer who did not say whether they are satisfied is neither", () => {
  const tell = (satisfied: "yes" | "no" | "unsaid") =>
    complaintCommand("tell", { who: "孙伟", channel: "phone", text: "已校正", satisfied }, OFFSET);
  const told = { who: "孙伟", channel: "phone", answer: "已校正" };
  expect(tell("unsaid")).toEqual({ tell: { ...told, satisfied: null } });
  expect(tell("no")).toEqual({ tell: { ...told, satisfied: false } });
});

test("a complaint without a title gets its first words; a remark goes with the sheet only", () => {
  const fields = { ...EMPTY_COMPLAINT, contact: "孙伟", facts: "皮带又断了\n今年第三次" };
  const origin = { request: null, order: "o", remark: "k" };
  expect(complaintBody(fields, origin)).toMatchObject({ title: "皮带又断了", remark: null, order: "o" });
  expect(complaintBody({ ...fields, channel: "sheet" }, origin)).toMatchObject({ remark: "k" });
  expect(complaintBody(fields, NO_ORIGIN)).toMatchObject({ customer: null, asset: null });
});

test("the remark is the newest sign-off's that stands", () => {
  const signed = (key: string, standing: string, remarks: string) => ({
    key,
    kind: "signed_off",
    standing,
    detail: { remarks },
  });
  expect(remarkOf([signed("1", "kept", "漏油"), signed("2", "dropped", "异响")])).toEqual({
    key: "1",
    words: "漏油",
  });
  expect(remarkOf([signed("1", "kept", "漏油"), signed("2", "kept", " ")])).toBeUndefined();
});

test("a recognised customer fills in what was not said; who spoke keeps their name", () => {
  const caller = {
    customer: { id: "c", name: "苏州精工" },
    contact: "孙伟",
    phone: "138 1266 7001",
  } as Parameters<typeof withCustomer>[1];
  expect(withCustomer({ ...EMPTY_COMPLAINT, contact: "苏州" }, caller)).toMatchObject({
    customer: "c",
    contact: "孙伟",
    phone: "138 1266 7001",
  });
  expect(withCustomer({ ...EMPTY_COMPLAINT, contact: "李雷", phone: "139" }, caller)).toMatchObject({
    contact: "李雷",
    phone: "139",
  });
});

test("findings that nobody touched are not written again", () => {
  const before = { cause: "皮带轮偏移", responsible_unit: "", justified: "yes" as const };
  expect(changedFindings(before, { ...before })).toEqual({});
  expect(changedFindings(before, { ...before, justified: "no", cause_class: "design" })).toEqual({
    justified: false,
    cause_class: "design",
  });
});

test("a list shows what is under way; whoever searches finds also what has ended", () => {
  expect(filterOf(new URLSearchParams())).toMatchObject({ open: "true", contested: false });
  expect(scopeOf(new URLSearchParams("q=孙"))).toBe("all");
  expect(filterOf(new URLSearchParams("scope=ended&contested=true"))).toMatchObject({
    open: "false",
    contested: true,
  });
});

test("the timeline says what an event of a complaint holds", () => {
  const cost = { minor: 120_000, currency: "CNY" };
  expect(said({ kind: "proposed", detail: { remedy: "repair", plan: "校正", cost } })).toEqual([
    { kind: "code", vocabulary: "complaintRemedy", code: "repair" },
    { kind: "money", minor: 120_000, currency: "CNY" },
    { kind: "words", text: "校正" },
  ]);
  expect(
    said({ kind: "told", detail: { who: "孙伟", channel: "phone", answer: "好", satisfied: false } }),
  ).toEqual([
    { kind: "code", vocabulary: "channel", code: "phone" },
    { kind: "satisfied", satisfied: false },
    { kind: "words", text: "孙伟" },
    { kind: "words", text: "好" },
  ]);
  expect(said({ kind: "merged", detail: { into: "b" } })).toEqual([
    { kind: "document", path: "complaints", id: "b" },
  ]);
});

test("R5: what was recorded on site is never offered to be set aside, whose device it was written on", () => {
  const entry = (key: string, kind: string, standing = "kept") =>
    ({ key, kind, standing, author: { name: "", office: false } }) as TimelineEntry;
  const timeline = [
    entry("1", "taken"),
    entry("2", "agreed_on_site"),
    entry("3", "approved"),
    entry("4", "sent_back", "dropped"),
  ];
  const document = { number: "CP-1", timeline, contest: { dropped: ["4"], unfitting: [], settlements: [] } };
  expect(droppable(document, COMPLAINT_READING).map(({ key }) => key)).toEqual(["3", "4"]);
  expect(fieldEvents(document, COMPLAINT_READING).map(({ key }) => key)).toEqual(["2"]);
});

test("a change of any document makes stale what can be asked of it", () => {
  for (const kind of ["complaint", "work_order", "request", "customer", "asset"])
    expect(staleKeys({ document: "d", kind })).toContainEqual(["possible", "d"]);
  expect(staleKeys({ document: "d", kind: "complaint" })).toContainEqual(["complaint", "d"]);
  expect(staleKeys({ document: "d", kind: "complaint" })).toContainEqual(["complaints"]);
});
