import { expect, test } from "vitest";

import { fit, NORMAL_EDGE, THUMBNAIL_EDGE } from "./redraw";

test("a picture keeps its proportions and is never made larger", () => {
  expect(fit(4032, 3024, NORMAL_EDGE)).toEqual({ width: 2016, height: 1512 });
  expect(fit(3024, 4032, THUMBNAIL_EDGE)).toEqual({ width: 240, height: 320 });
  expect(fit(640, 480, NORMAL_EDGE)).toEqual({ width: 640, height: 480 });
});

test("a picture is never without width or height", () => {
  expect(fit(8188, 1, NORMAL_EDGE)).toEqual({ width: 2016, height: 1 });
});
