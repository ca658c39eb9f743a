import { expect, test } from "vitest";

import { refusalOf, sorted } from "../api/possible";
import { ACTIONS, commandOf } from "./actions";
import { assignment } from "./AssignDialog";
import { choiceOf } from "../document/Conflicts";
import { describe as said, timeDoubt } from "../document/describe";
import { typedValue } from "./Facts";
import { toggled } from "./TeamPicker";

test("words asked for reach the server as the domain's commands", () => {
  expect(commandOf("cancel", { text: " 客户已修好 " })).toEqual({ cancel: { reason: "客户已修好" } });
  expect(commandOf("hold", { hold: "parts", text: "" })).toEqual({ hold: { reason: "parts", note: "" } });
  expect(commandOf("close", { text: "" })).toEqual({ close: { reason: null } });
  expect(commandOf("receive_report", {})).toBe("receive_report");
});

test("the server says which actions are offered; the rest keep its reasons, in the order of the page (R4)", () => {
  const reason = { code: "work_order.not_now", message: "不能取消", parameters: {} };
  const possible = [
    { command: "cancel", refusal: reason },
    { command: "levitate" },
    { command: "close", refusal: null },
    { command: "assign", refusal: null },
  ];
  expect(sorted(ACTIONS, possible)).toEqual({
    offered: ["assign", "close"],
    refused: [{ action: "cancel", reason: "不能取消" }],
  });
  expect(refusalOf(undefined, "cancel")).toBeUndefined();
});

test("an assignment carries the window as moments, a change of team does not", () => {
  const fields = {
    team: { technicians: ["a", "b"], lead: "a" },
    from: "2026-09-14T08:00",
    to: "2026-09-14T09:00",
  };
  const from = Date.UTC(2026, 8, 14, 0);
  expect(assignment("assign", fields, 480)).toEqual({
    assign: { technicians: ["a", "b"], lead: "a", window: { from, to: from + 3_600_000 } },
  });
  expect(assignment("reassign", fields, 480)).toEqual({ reassign: { technicians: ["a", "b"], lead: "a" } });
});

test("a team has exactly one lead while it has anybody", () => {
  const one = toggled({ technicians: [], lead: undefined }, "a");
  expect(one).toEqual({ technicians: ["a"], lead: "a" });
  const two = toggled(one, "b");
  expect(two).toEqual({ technicians: ["a", "b"], lead: "a" });
  expect(toggled(two, "a")).toEqual({ technicians: ["b"], lead: "b" });
  expect(toggled(one, "a")).toEqual({ technicians: [], lead: undefined });
});

test("R49: choosing a value sends it back exactly as it was read", () => {
  const value = { address: { text: "星湖街 128 号", position: { latitude_udeg: 1, longitude_udeg: 2 } } };
  expect(choiceOf("fact/address", { value, text: "星湖街 128 号" })).toEqual({
    set_fact: { name: "address", value },
  });
  expect(choiceOf("item/photo/7/caption", { value: { text: "a" }, text: "a" })).toEqual({
    caption_photo: { id: "7", caption: "a" },
  });
  expect(choiceOf("item/part/7/reason", { value: { text: "a" }, text: "a" })).toBeUndefined();
});

test("a retyped address has no place until somebody gives it one", () => {
  expect(typedValue("address", " 新址 ")).toEqual({ address: { text: "新址" } });
});

test("the timeline says what an event holds", () => {
  expect(said({ kind: "held", detail: { reason: "parts", note: "等密封圈" } })).toEqual([
    { kind: "code", vocabulary: "holdReason", code: "parts" },
    { kind: "words", text: "等密封圈" },
  ]);
  expect(said({ kind: "cancelled", detail: { reason: "已修好" } })).toEqual([
    { kind: "words", text: "已修好" },
  ]);
});

test("an event of a newer server is read as far as it has words, and never breaks the page", () => {
  expect(said({ kind: "teleported", detail: { reason: "x", odd: { deep: [1] } } })).toEqual([
    { kind: "words", text: "x" },
  ]);
  expect(said({ kind: "assigned", detail: {} })).toEqual([]);
});

test("R51: a device clock that is off and a time that is uncertain are said", () => {
  expect(timeDoubt({ at: 10_000_000, device_time: 10_000_000, uncertainty_ms: 500 })).toEqual({});
  expect(timeDoubt({ at: 10_000_000, device_time: 0, uncertainty_ms: 90_000 })).toEqual({
    clockOffMs: -10_000_000,
    uncertaintyMs: 90_000,
  });
  expect(timeDoubt({ at: 1, device_time: 1, uncertainty_ms: 0xffff_ffff })).toEqual({ unknown: true });
});
