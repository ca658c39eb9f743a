import { expect, test } from "vitest";

import {
  countdown,
  day,
  duration,
  formMoment,
  formText,
  fullTime,
  shortTime,
  windowText,
  zoneOf,
} from "./time";

const CHINA = 480;
const MORNING = Date.UTC(2026, 8, 14, 0, 30);

test("times read as the organisation's wall clock, wherever the browser is", () => {
  expect(shortTime(MORNING, MORNING, CHINA)).toBe("09-14 08:30");
  expect(shortTime(MORNING, MORNING, -300)).toBe("09-13 19:30");
});

test("a time of another year names the year", () => {
  expect(shortTime(Date.UTC(2025, 11, 31, 20), Date.UTC(2026, 0, 2), CHINA)).toBe("01-01 04:00");
  expect(shortTime(Date.UTC(2025, 11, 30, 20), Date.UTC(2026, 0, 2), CHINA)).toBe("2025-12-31 04:00");
});

test("what is picked in a form is the moment its wall clock means", () => {
  expect(formText(MORNING, CHINA)).toBe("2026-09-14T08:30");
  expect(formMoment("2026-09-14T08:30", CHINA)).toBe(MORNING);
});

test("a zone by its name knows its summer time", () => {
  const summer = Date.UTC(2026, 6, 1, 22, 30);
  const winter = Date.UTC(2026, 0, 1, 22, 30);
  expect(fullTime(summer, "Europe/Berlin")).toBe("2026-07-02 00:30:00");
  expect(fullTime(winter, "Europe/Berlin")).toBe("2026-01-01 23:30:00");
  expect(day(summer, "America/New_York")).toBe("2026-07-01");
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Asia/Taipei"]) {
    expect(formMoment(formText(summer, zone), zone)).toBe(summer);
    expect(formMoment(formText(winter, zone), zone)).toBe(winter);
  }
});

test("where the clocks are changed, a form means the first of two moments and skips what never is", () => {
  const berlin = "Europe/Berlin";
  expect(formMoment("2026-10-25T02:30", berlin)).toBe(Date.UTC(2026, 9, 25, 0, 30));
  expect(formMoment("2026-10-25T03:00", berlin)).toBe(Date.UTC(2026, 9, 25, 2));
  expect(formMoment("2026-03-29T02:30", berlin)).toBe(Date.UTC(2026, 2, 29, 1, 30));
  expect(formMoment("2026-03-29T01:59", berlin)).toBe(Date.UTC(2026, 2, 29, 0, 59));
  expect(formMoment("2026-03-29T03:00", berlin)).toBe(Date.UTC(2026, 2, 29, 1));
  expect(formMoment("", berlin)).toBeNaN();
});

test("a policy without a zone, or with one this browser does not know, goes by its offset", () => {
  expect(zoneOf({ time_zone_offset_minutes: 60 })).toBe(60);
  expect(zoneOf({ time_zone: "Mars/Olympus", time_zone_offset_minutes: 60 })).toBe(60);
  expect(zoneOf({ time_zone: "Europe/Berlin", time_zone_offset_minutes: 480 })).toBe("Europe/Berlin");
});

test("a window leaves out today, and its second day unless it is another", () => {
  const hours = (count: number) => count * 3_600_000;
  expect(windowText(MORNING, MORNING + hours(3.5), MORNING - hours(24), CHINA)).toBe("09-14 08:30–12:00");
  expect(windowText(MORNING, MORNING + hours(3.5), MORNING, CHINA)).toBe("08:30–12:00");
  expect(windowText(MORNING, MORNING + hours(24), MORNING, CHINA)).toBe("09-14 08:30–09-15 08:30");
});

test("spans keep their two largest units", () => {
  expect(duration(3 * 3_600_000 + 20 * 60_000)).toEqual({ days: 0, hours: 3, minutes: 20 });
  expect(duration(-(26 * 3_600_000 + 59 * 60_000))).toEqual({ days: 1, hours: 2, minutes: 0 });
});

test("a countdown never goes below zero", () => {
  expect(countdown(599_001)).toBe("10:00");
  expect(countdown(9_000)).toBe("0:09");
  expect(countdown(-5)).toBe("0:00");
});
