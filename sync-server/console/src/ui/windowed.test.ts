import { expect, test } from "vitest";

import { visibleRange } from "./WindowedList";

test("a list of a hundred thousand draws a screenful", () => {
  const [first, last] = visibleRange(46 * 50_000, 800, 46, 100_000);
  expect(first).toBeLessThanOrEqual(50_000);
  expect(last - first).toBeLessThan(40);
});

test("the ends of a list are the ends of what is drawn", () => {
  expect(visibleRange(0, 800, 46, 3)).toEqual([0, 3]);
  expect(visibleRange(99_999, 800, 46, 3)).toEqual([3, 3]);
});
