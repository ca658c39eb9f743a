import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Where the organisation's clocks hang: an IANA name, or minutes ahead of UTC where a policy of version 1 has no name. */
export type Zone = string | number;

/** The zone of a policy. A name this browser does not know leaves the offset beside it. */
export function zoneOf(policy: { time_zone?: string; time_zone_offset_minutes: number }): Zone {
  try {
    clockOf(policy.time_zone ?? "");
    return policy.time_zone || policy.time_zone_offset_minutes;
  } catch {
    return policy.time_zone_offset_minutes;
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What tells the wall clock of a named zone; throws for a name that is none. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const kept = clocks.get(timeZone);
  if (kept !== undefined) return kept;
  const number = "2-digit";
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: timeZone || "UTC",
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  });
  clocks.set(timeZone, made);
  return made;
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function aheadMs(ms: number, zone: Zone): number {
  if (typeof zone === "number") return zone * MINUTE_MS;
  const second = Math.floor(ms / 1000) * 1000;
  const parts = clockOf(zone).formatToParts(second);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const day = [part("year"), part("month") - 1, part("day")] as const;
  return Date.UTC(...day, part("hour"), part("minute"), part("second")) - second;
}

/** A moment as the organisation's wall clock reads: the times the report prints. */
export function wallClock(ms: number, zone: Zone): Dayjs {
  return dayjs.utc(ms + aheadMs(ms, zone));
}

/** A moment as a `datetime-local` field holds it. */
export function formText(ms: number, zone: Zone): string {
  return wallClock(ms, zone).format("YYYY-MM-DDTHH:mm");
}

/**
 * The moment a person means who filled in a `datetime-local` field: the first, where the clocks read so twice; as much
 * later as they jump, where they never do.
 */
export function formMoment(text: string, zone: Zone): number {
  const shown = dayjs.utc(text).valueOf();
  if (Number.isNaN(shown)) return shown;
  const before = shown - aheadMs(shown - DAY_MS, zone);
  const after = shown - aheadMs(shown + DAY_MS, zone);
  return wallClock(before, zone).valueOf() === shown || wallClock(after, zone).valueOf() !== shown
    ? before
    : after;
}

/** `09-14 08:30`, with the year when it is not the present one. */
export function shortTime(ms: number, now: number, zone: Zone): string {
  const time = wallClock(ms, zone);
  const sameYear = time.year() === wallClock(now, zone).year();
  return time.format(sameYear ? "MM-DD HH:mm" : "YYYY-MM-DD HH:mm");
}

/** `2026-09-14 08:30:05`. */
export function fullTime(ms: number, zone: Zone): string {
  return wallClock(ms, zone).format("YYYY-MM-DD HH:mm:ss");
}

/** `2026-09-14`. */
export function day(ms: number, zone: Zone): string {
  return wallClock(ms, zone).format("YYYY-MM-DD");
}

/** A promised window: `09-14 08:30–12:00`; today's without its day, the second day only when it is another. */
export function windowText(from: number, to: number, now: number, zone: Zone): string {
  const [start, end] = [wallClock(from, zone), wallClock(to, zone)];
  const sameDay = start.isSame(end, "day");
  const today = sameDay && start.isSame(wallClock(now, zone), "day");
  const begins = today ? start.format("HH:mm") : shortTime(from, now, zone);
  return `${begins}–${sameDay ? end.format("HH:mm") : shortTime(to, now, zone)}`;
}

/** A length of time cut to its two largest units. */
export interface Duration {
  days: number;
  hours: number;
  minutes: number;
}

/** The size of a span, whichever its sign; minutes are left out of spans of a day or more. */
export function duration(ms: number): Duration {
  const size = Math.abs(ms);
  const days = Math.floor(size / DAY_MS);
  const hours = Math.floor((size % DAY_MS) / HOUR_MS);
  const minutes = days > 0 ? 0 : Math.floor((size % HOUR_MS) / MINUTE_MS);
  return { days, hours, minutes };
}

/** `m:ss` of what is left; never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
