import type { OrderRow } from "../api/types";
import { byUrgency, mostPressing } from "../format/clock";

/** A lane of the board and the work statuses it holds. */
export interface Lane {
  id: "open" | "assigned" | "underway" | "waiting" | "finished" | "done";
  statuses: readonly string[];
}

/** The lanes from left to right: the way of an order. */
export const LANES: readonly Lane[] = [
  { id: "open", statuses: ["open"] },
  { id: "assigned", statuses: ["assigned", "accepted"] },
  { id: "underway", statuses: ["travelling", "on_site", "working"] },
  { id: "waiting", statuses: ["on_hold", "escalated"] },
  { id: "finished", statuses: ["finished"] },
  { id: "done", statuses: ["approved", "closed", "cancelled"] },
];

/** What a dispatcher can narrow the board to with one tap. */
export const FOCUSES = ["all", "contested", "conflicts", "clock", "signoff"] as const;
export type Focus = (typeof FOCUSES)[number];

/** Whether a row belongs to a focus. */
export function inFocus(row: OrderRow, focus: Focus, now: number): boolean {
  switch (focus) {
    case "all":
      return true;
    case "contested":
      return row.contested;
    case "conflicts":
      return row.conflicts > 0;
    case "clock": {
      const urgency = mostPressing(row.clocks, now)?.urgency;
      return urgency === "missed" || urgency === "at_risk";
    }
    case "signoff":
      return row.void || row.additions > 0 || (row.status === "finished" && row.signoff === "none");
  }
}

const PRIORITY: Record<string, number> = { down: 0, urgent: 1, normal: 2 };

/** What needs a person first: contested, then the most pressing clock, then priority, then the newest news. */
export function byNeed(now: number): (a: OrderRow, b: OrderRow) => number {
  return (a, b) =>
    Number(b.contested) - Number(a.contested) ||
    compareClocks(a, b, now) ||
    (PRIORITY[a.priority] ?? PRIORITY.normal ?? 0) - (PRIORITY[b.priority] ?? PRIORITY.normal ?? 0) ||
    b.updated_at - a.updated_at;
}

function compareClocks(a: OrderRow, b: OrderRow, now: number): number {
  const [left, right] = [mostPressing(a.clocks, now), mostPressing(b.clocks, now)];
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  return byUrgency(left, right);
}

/** A place on the board: lane and position in it. */
export interface Place {
  lane: number;
  index: number;
}

/** Where an arrow key leads from `place`; the nearest card when the lane beside is shorter or empty. */
export function moved(place: Place, key: string, sizes: readonly number[]): Place {
  const size = sizes[place.lane] ?? 0;
  if (key === "ArrowDown") return { ...place, index: Math.min(place.index + 1, Math.max(size - 1, 0)) };
  if (key === "ArrowUp") return { ...place, index: Math.max(place.index - 1, 0) };
  const step = key === "ArrowRight" ? 1 : -1;
  for (let lane = place.lane + step; lane >= 0 && lane < sizes.length; lane += step) {
    const length = sizes[lane] ?? 0;
    if (length > 0) return { lane, index: Math.min(place.index, length - 1) };
  }
  return place;
}
