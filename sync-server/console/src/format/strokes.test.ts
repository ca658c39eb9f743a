import { expect, test } from "vitest";

import { signatureOutlines } from "./strokes";

const line = (pressure: number) => [
  [0, 100, 0, pressure],
  [100, 100, 10, pressure],
  [200, 100, 20, pressure],
  [300, 100, 30, pressure],
];

const heights = (path: string) =>
  Array.from(path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g), ([, , y]) => Number(y));

test("R17: each stroke becomes one closed outline, pen up parts them", () => {
  const outlines = signatureOutlines({ strokes: [line(500), line(500)] });
  expect(outlines).toHaveLength(2);
  for (const { path } of outlines) expect(path).toMatch(/^M.*Z$/);
});

test("R17: more pressure draws a wider line", () => {
  const width = (pressure: number) => {
    const [outline] = signatureOutlines({ strokes: [line(pressure)] });
    const ys = heights(outline?.path ?? "");
    return Math.max(...ys) - Math.min(...ys);
  };
  expect(width(900)).toBeGreaterThan(width(200) * 2);
});

test("a screen without pressure still draws a line that can be seen", () => {
  const [outline] = signatureOutlines({ strokes: [line(0)] });
  const ys = heights(outline?.path ?? "");
  expect(Math.max(...ys) - Math.min(...ys)).toBe(50);
});

test("a dot is drawn as a dot and an empty stroke as nothing", () => {
  expect(signatureOutlines({ strokes: [[[10, 10, 0, 500]], []] })).toHaveLength(1);
});

test("pressure beyond the scale and points that repeat draw no broken path", () => {
  const [outline] = signatureOutlines({
    strokes: [
      [
        [5, 5, 0, 9999],
        [5, 5, 1, 9999],
        [5, 5, 2, -3],
      ],
    ],
  });
  expect(outline?.path).not.toMatch(/NaN|Infinity/);
});
