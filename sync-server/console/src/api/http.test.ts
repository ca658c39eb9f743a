import { afterEach, expect, test, vi } from "vitest";

import { randomKey, Refused, setLoginRequiredHandler, Unreachable, write } from "./http";

afterEach(() => {
  vi.unstubAllGlobals();
});

function answering(...answers: (Response | Error)[]) {
  const asked: RequestInit[] = [];
  vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
    asked.push(init);
    const answer = answers.shift();
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new TypeError());
  });
  return () => asked.map(({ headers }) => (headers as Record<string, string>)["Idempotency-Key"]);
}

test("what got no answer is asked again under the same key, so it is done once", async () => {
  const keys = answering(new TypeError("network"), new Response("{}"), new Response("{}"));
  await expect(write("/api/orders", { title: "a" })).rejects.toBeInstanceOf(Unreachable);
  await write("/api/orders", { title: "a" });
  await write("/api/orders", { title: "a" });
  const [first, again, next] = keys();
  expect(again).toBe(first);
  expect(next).not.toBe(first);
});

test("another wish gets another key", async () => {
  const keys = answering(new TypeError(), new TypeError());
  await expect(write("/api/x", { a: 1 })).rejects.toThrow();
  await expect(write("/api/x", { a: 2 })).rejects.toThrow();
  expect(new Set(keys()).size).toBe(2);
});

test("a refusal carries code, message and parameters", async () => {
  answering(Response.json({ code: "c", message: "m", parameters: { p: "v" } }, { status: 409 }));
  const problem: unknown = await write("/api/x").catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Refused);
  expect(problem).toMatchObject({ code: "c", message: "m", parameters: { p: "v" } });
});

test("an ended session is told once to whoever shows the login, but a wrong password is not that", async () => {
  const told = vi.fn();
  setLoginRequiredHandler(told);
  answering(Response.json({}, { status: 401 }), Response.json({}, { status: 401 }));
  await expect(write("/api/login", {})).rejects.toThrow();
  expect(told).not.toHaveBeenCalled();
  await expect(write("/api/orders", {})).rejects.toThrow();
  expect(told).toHaveBeenCalledOnce();
});

test("keys are 128 random bits", () => {
  expect(randomKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(randomKey()).not.toBe(randomKey());
});

test("an answer that is cut short is none: the wish keeps its key", async () => {
  const cut = new ReadableStream({ start: (body) => body.error(new TypeError("cut")) });
  const keys = answering(new Response(cut), new Response("{}"));
  await expect(write("/api/orders", { title: "b" })).rejects.toBeInstanceOf(Unreachable);
  await write("/api/orders", { title: "b" });
  expect(keys()[0]).toBe(keys()[1]);
});
