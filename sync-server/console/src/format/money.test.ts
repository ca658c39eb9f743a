import { expect, test } from "vitest";

import { minorOf, money } from "./money";

test("an amount is typed in major units and kept in minor ones, without a rounding error", () => {
  expect(minorOf("1200", "CNY")).toBe(120_000);
  expect(minorOf(" 0.29 ", "CNY")).toBe(29);
  expect(minorOf("19.9", "USD")).toBe(1990);
  expect(minorOf("500", "JPY")).toBe(500);
});

test("what is no amount of the currency is refused where it is typed", () => {
  for (const typed of ["", "-1", "1.234", "1,200", "1e3", "abc", "1."])
    expect(minorOf(typed, "CNY")).toBeUndefined();
  expect(minorOf("1.5", "JPY")).toBeUndefined();
});

test("an amount is read with its currency's decimals", () => {
  expect(money(120_000, "CNY")).toBe("1,200.00 CNY");
  expect(money(500, "JPY")).toBe("500 JPY");
  expect(money(150, "")).toBe("1.50");
});
