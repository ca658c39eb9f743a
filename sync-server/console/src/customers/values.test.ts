import { expect, test } from "vitest";

import { changedFields, conflictAt, countValue, dayValue, hoursValue, typedSite } from "./values";

test("only what was changed is written, so that nothing somebody else wrote meanwhile is undone", () => {
  const before = { name: "王秀英", phone: "139", mail: "", role: "" };
  expect(changedFields(before, { ...before, phone: " 138 " })).toEqual({ phone: { text: "138" } });
  expect(changedFields(before, { ...before, phone: "139 " })).toEqual({});
  expect(changedFields({}, { name: "王秀英", mail: undefined })).toEqual({ name: { text: "王秀英" } });
  expect(changedFields(before, { ...before, phone: "" })).toEqual({ phone: { text: "" } });
});

test("a site's distance is typed in kilometres and kept in metres; its address is one value", () => {
  const before = typedSite({ id: "a", name: "Yard", address: "星湖街", distance_m: 12_500 });
  expect(before.distance_km).toBe("12.5");
  expect(changedFields(before, { ...before, address: "星湖街 328 号", distance_km: "9" })).toEqual({
    address: { address: { text: "星湖街 328 号" } },
    distance_m: { integer: 9000 },
  });
});

test("numbers are whole and not below zero", () => {
  expect(["36", "0", "-1", "1.5", "", "x"].map(countValue)).toEqual([
    { integer: 36 },
    { integer: 0 },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(hoursValue("8200")).toEqual({ reading: { milli: 8_200_000, unit: "h" } });
});

test("a day stays what was typed, whatever the time zone", () => {
  expect(dayValue("2026-01-31")).toEqual({ date: "2026-01-31" });
  expect(dayValue("")).toBeUndefined();
});

test("R49: a place without a conflict has no values to choose between", () => {
  const values = [{ value: { text: "a" }, text: "a" }];
  expect(conflictAt([{ path: "fact/phone", values }], "fact/phone")).toBe(values);
  expect(conflictAt([{ path: "fact/phone", values }], "fact/name")).toEqual([]);
});
