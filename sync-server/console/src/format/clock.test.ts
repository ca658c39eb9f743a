import { expect, test } from "vitest";

import type { ClockView } from "../api/types";
import { clockFace, mostPressing } from "./clock";

const HOUR = 3_600_000;
const NOW = 1_800_000_000_000;

const clock = (over: Partial<ClockView>): ClockView => ({
  rule: "R24",
  state: "running",
  started_at: NOW - HOUR,
  target_at: NOW + HOUR,
  left_ms: HOUR,
  paused_ms: 0,
  healed: false,
  ...over,
});

test("R31: the time left runs on between two readings of the server", () => {
  expect(clockFace(clock({}), NOW + HOUR / 2)).toMatchObject({ urgency: "running", spanMs: HOUR / 2 });
});

test("R31: a clock whose time runs out on the screen is missed there and then", () => {
  expect(clockFace(clock({ state: "at_risk" }), NOW + 2 * HOUR)).toMatchObject({
    urgency: "missed",
    spanMs: HOUR,
  });
});

test("a paused clock does not run on", () => {
  expect(clockFace(clock({ state: "paused", left_ms: 5 * HOUR }), NOW + 99 * HOUR)).toMatchObject({
    urgency: "paused",
    spanMs: 5 * HOUR,
  });
});

test("what was done late is told apart from what is still to do", () => {
  expect(clockFace(clock({ state: "missed", by_ms: HOUR, at: NOW }), NOW).urgency).toBe("late");
  expect(clockFace(clock({ state: "missed", by_ms: HOUR, target_at: NOW - HOUR }), NOW).urgency).toBe(
    "missed",
  );
});

test("a state this console does not know is shown as unknown", () => {
  expect(clockFace(clock({ state: "frozen" }), NOW).urgency).toBe("unknown");
});

test("the most pressing clock is the latest missed one, then the one with least time left", () => {
  const missed = clock({ rule: "R26", state: "missed", target_at: NOW - HOUR, by_ms: HOUR });
  const missedLonger = clock({ rule: "R22", state: "missed", target_at: NOW - 3 * HOUR, by_ms: 3 * HOUR });
  const soon = clock({ rule: "R23", state: "at_risk", target_at: NOW + 60_000 });
  expect(mostPressing([soon, missed, missedLonger], NOW)?.rule).toBe("R22");
  expect(mostPressing([clock({}), soon], NOW)?.rule).toBe("R23");
  expect(mostPressing([clock({ state: "met" }), clock({ state: "ended" })], NOW)).toBeUndefined();
});
