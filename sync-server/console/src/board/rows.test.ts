import { expect, test } from "vitest";

import type { ClockView, OrderRow } from "../api/types";
import { byNeed, inFocus, LANES, moved } from "./rows";

const NOW = 1_800_000_000_000;
const clock = (target_at: number): ClockView => ({
  rule: "R24",
  state: "running",
  started_at: 0,
  target_at,
  paused_ms: 0,
  healed: false,
});
const row = (over: Partial<OrderRow>): OrderRow => ({
  id: "a",
  number: "1",
  title: "",
  status: "open",
  signoff: "none",
  void: false,
  customer_name: "",
  address: "",
  lead_name: "",
  technicians: [],
  priority: "normal",
  contested: false,
  conflicts: 0,
  additions: 0,
  updated_at: 0,
  clocks: [],
  ...over,
});

test("every work status of the domain has exactly one lane", () => {
  const statuses = LANES.flatMap((lane) => lane.statuses);
  expect(statuses.toSorted()).toEqual(
    "open assigned accepted travelling on_site working on_hold finished approved closed escalated cancelled"
      .split(" ")
      .toSorted(),
  );
});

test("R5: contested orders come first, then pressing clocks, then priority, then the newest news", () => {
  const rows = [
    row({ id: "old" }),
    row({ id: "new", updated_at: 9 }),
    row({ id: "down", priority: "down" }),
    row({ id: "clock", clocks: [clock(NOW + 1)] }),
    row({ id: "late", clocks: [clock(NOW - 1)] }),
    row({ id: "contested", contested: true }),
  ];
  const order = rows.sort(byNeed(NOW)).map(({ id }) => id);
  expect(order).toEqual(["contested", "late", "clock", "down", "new", "old"]);
});

test("the focus on sign-off finds finished work without one, void ones and unseen additions (R19, R65)", () => {
  const found = [
    row({ id: "waits", status: "finished" }),
    row({ id: "void", status: "finished", signoff: "signed", void: true }),
    row({ id: "added", status: "approved", signoff: "signed", additions: 1 }),
    row({ id: "settled", status: "finished", signoff: "signed" }),
    row({ id: "working", status: "working" }),
  ].filter((one) => inFocus(one, "signoff", NOW));
  expect(found.map(({ id }) => id)).toEqual(["waits", "void", "added"]);
});

test("arrows stay inside a lane and skip empty ones", () => {
  const sizes = [2, 0, 1];
  expect(moved({ lane: 0, index: 1 }, "ArrowDown", sizes)).toEqual({ lane: 0, index: 1 });
  expect(moved({ lane: 0, index: 1 }, "ArrowRight", sizes)).toEqual({ lane: 2, index: 0 });
  expect(moved({ lane: 2, index: 0 }, "ArrowRight", sizes)).toEqual({ lane: 2, index: 0 });
  expect(moved({ lane: 2, index: 0 }, "ArrowLeft", sizes)).toEqual({ lane: 0, index: 0 });
});
