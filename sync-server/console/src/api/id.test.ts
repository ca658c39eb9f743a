import { expect, test } from "vitest";

import { newId } from "./id";

test("an id is a UUIDv7 that carries its time, and no two are alike", () => {
  const at = Date.UTC(2026, 10, 22, 8, 30);
  const id = newId(at);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(at);
  expect(newId(at)).not.toBe(id);
});
