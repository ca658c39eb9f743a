import i18next from "i18next";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, test } from "vitest";

import {
  failure,
  Forbidden,
  LoginRequired,
  NotFound,
  Refused,
  ServerFault,
  Unreachable,
  worthRetrying,
} from "../api/http";
import { messagesIn } from "../i18n/messages";
import { ProblemNote, sayProblem } from "./problem";

const en = messagesIn("en");

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { translation: en } } });
});

const refusal = {
  code: "assign.unqualified",
  message: "陈志强没有液压机的资质。有资质的是：李明、王芳。",
  parameters: { user: "陈志强" },
};

test("R46: a refusal is shown with the server's own reason and its code", () => {
  const shown = renderToStaticMarkup(<ProblemNote error={failure(409, refusal)} />);
  expect(shown).toContain(refusal.message);
  expect(shown).toContain(refusal.code);
  expect(shown).toContain(en.problem.refused);
  expect(shown).toContain('role="alert"');
});

test("nothing is shown while nothing failed", () => {
  expect(renderToStaticMarkup(<ProblemNote error={null} />)).toBe("");
});

test("each answer of the server is its own kind of failure", () => {
  const kinds = [401, 403, 404, 400, 409, 422, 429, 500].map((status) => failure(status, {}).constructor);
  expect(kinds).toEqual([
    LoginRequired,
    Forbidden,
    NotFound,
    Refused,
    Refused,
    Refused,
    Refused,
    ServerFault,
  ]);
});

test("a server that is away is said to be away, and only that and its own faults are tried again", () => {
  expect(sayProblem(new Unreachable())).toEqual({ title: "unreachable", kind: "error" });
  expect(
    [new Unreachable(), failure(500, {}), failure(409, refusal), failure(403, {})].map(worthRetrying),
  ).toEqual([true, true, false, false]);
});
