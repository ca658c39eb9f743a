import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A moment as the organisation's wall clock reads, `offset` minutes ahead of UTC: the times the report prints. */
export function wallClock(ms: number, offset: number): Dayjs {
  return dayjs.utc(ms + offset * MINUTE_MS);
}

/** A moment as a `datetime-local` field holds it. */
export function formText(ms: number, offset: number): string {
  return wallClock(ms, offset).format("YYYY-MM-DDTHH:mm");
}

/** The moment a person means who filled in a `datetime-local` field. */
export function formMoment(text: string, offset: number): number {
  return dayjs.utc(text).valueOf() - offset * MINUTE_MS;
}

/** `09-14 08:30`, with the year when it is not the present one. */
export function shortTime(ms: number, now: number, offset: number): string {
  const time = wallClock(ms, offset);
  const sameYear = time.year() === wallClock(now, offset).year();
  return time.format(sameYear ? "MM-DD HH:mm" : "YYYY-MM-DD HH:mm");
}

/** `2026-09-14 08:30:05`. */
export function fullTime(ms: number, offset: number): string {
  return wallClock(ms, offset).format("YYYY-MM-DD HH:mm:ss");
}

/** `2026-09-14`. */
export function day(ms: number, offset: number): string {
  return wallClock(ms, offset).format("YYYY-MM-DD");
}

/** A promised window: `09-14 08:30–12:00`; today's without its day, the second day only when it is another. */
export function windowText(from: number, to: number, now: number, offset: number): string {
  const [start, end] = [wallClock(from, offset), wallClock(to, offset)];
  const sameDay = start.isSame(end, "day");
  const today = sameDay && start.isSame(wallClock(now, offset), "day");
  const begins = today ? start.format("HH:mm") : shortTime(from, now, offset);
  return `${begins}–${sameDay ? end.format("HH:mm") : shortTime(to, now, offset)}`;
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
