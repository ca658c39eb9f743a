import type { ClockView } from "../api/types";

/** How pressing a clock is, for colour and order. */
export type Urgency = "missed" | "at_risk" | "running" | "paused" | "unknown" | "late" | "met" | "ended";

/** A clock as a screen shows it at one moment. */
export interface ClockFace {
  rule: string;
  urgency: Urgency;
  /** Milliseconds left or, once missed, late by; `null` where there is none to tell. */
  spanMs: number | null;
  /** Shown as missed until news of an event in time arrived (R31). */
  healed: boolean;
}

/**
 * What a clock says at `now`. The server's judgement stands; only what passed since it was read is counted on, so that
 * the time left on a screen keeps running between two readings.
 */
export function clockFace(clock: ClockView, now: number): ClockFace {
  const { rule, healed, state } = clock;
  const face = (urgency: Urgency, spanMs: number | null): ClockFace => ({ rule, urgency, spanMs, healed });
  const until = clock.target_at == null ? (clock.left_ms ?? null) : clock.target_at - now;
  switch (state) {
    case "running":
    case "at_risk":
      return until !== null && until < 0 ? face("missed", -until) : face(state, until);
    case "paused":
      return face("paused", clock.left_ms ?? null);
    case "missed":
      // Done, but late: nothing is left to hurry for.
      return clock.at == null
        ? face("missed", until === null ? (clock.by_ms ?? null) : -until)
        : face("late", clock.by_ms ?? null);
    case "met":
    case "ended":
      return face(state, null);
    default:
      return face("unknown", null);
  }
}

const RANK: Record<Urgency, number> = {
  missed: 0,
  at_risk: 1,
  running: 2,
  paused: 3,
  unknown: 4,
  late: 5,
  met: 6,
  ended: 7,
};

/** Whether a person can still do something about it. */
export function isOpen({ urgency }: ClockFace): boolean {
  return RANK[urgency] <= RANK.paused;
}

/** The clock a person should look at first; none when no clock runs. */
export function mostPressing(clocks: ClockView[], now: number): ClockFace | undefined {
  return clocks
    .map((clock) => clockFace(clock, now))
    .filter(isOpen)
    .sort(byUrgency)[0];
}

/** More pressing first: later by more, then less time left. */
export function byUrgency(a: ClockFace, b: ClockFace): number {
  return RANK[a.urgency] - RANK[b.urgency] || leftOf(a) - leftOf(b);
}

function leftOf({ urgency, spanMs }: ClockFace): number {
  if (spanMs === null) return Infinity;
  return urgency === "missed" ? -spanMs : spanMs;
}
