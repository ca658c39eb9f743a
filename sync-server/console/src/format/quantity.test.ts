import { expect, test } from "vitest";

import { quantity, titleOf } from "./quantity";

test("R13: thousandths read as a person writes them", () => {
  expect([2000, 1500, 125, 10_000, 0, 12_500].map(quantity)).toEqual([
    "2",
    "1.5",
    "0.125",
    "10",
    "0",
    "12.5",
  ]);
});

test("a title is the first line, cut between characters and never inside one", () => {
  expect(titleOf("漏油\n昨晚开始")).toBe("漏油");
  expect(titleOf("𠮷".repeat(70))).toBe(`${"𠮷".repeat(59)}…`);
});
