import { expect, test } from "vitest";

import { closestLanguage, LANGUAGES } from ".";
import { messagesIn, SCREENS } from "./messages";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const texts = {
  "zh-Hans": leaves(messagesIn("zh-Hans")),
  "zh-Hant": leaves(messagesIn("zh-Hant")),
  en: leaves(messagesIn("en")),
};
const placeholders = (text: string) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name).sort();
const sources = Object.entries(
  import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true }),
)
  .filter(([path]) => !/\.test\.tsx?$|ords\.ts$/.test(path))
  .map(([, source]) => source)
  .join("\n");

test("no two screens have a section of the same name: one would hide the other", () => {
  const sections = SCREENS.flatMap((words) => Object.keys(words));
  expect(sections.toSorted()).toEqual([...new Set(sections)].toSorted());
});

test("what is said is used: by its own key, or by a section whose keys are codes", () => {
  const bySection = (section: string) =>
    [`\`${section}.\${`, `word("${section}"`, `vocabulary: "${section}"`].some((use) =>
      sources.includes(use),
    );
  const unused = texts.en
    .map(([key]) => key)
    .filter((key) => !sources.includes(`"${key}"`) && !bySection(key.split(".")[0] ?? ""));
  expect(unused).toEqual([]);
});

test.each(LANGUAGES)("%s leaves nothing empty", (language) => {
  expect(texts[language].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each(LANGUAGES)("%s fills in the same things as the others", (language) => {
  const wanted = new Map(texts.en.map(([key, text]) => [key, placeholders(text)]));
  for (const [key, text] of texts[language])
    expect([key, placeholders(text)]).toEqual([key, wanted.get(key)]);
});

test("nothing is left untranslated: English without Chinese characters, and what has letters in Chinese with them", () => {
  const han = /\p{Script=Han}/u;
  expect(texts.en.filter(([, text]) => han.test(text))).toEqual([]);
  const said = (text: string) => /\p{Letter}/u.test(text.replaceAll(/\{\{\w+\}\}/g, ""));
  for (const language of ["zh-Hans", "zh-Hant"] as const)
    expect(texts[language].filter(([, text]) => said(text) && !han.test(text))).toEqual([]);
});

test("traditional Chinese is written in traditional characters", () => {
  const simplifiedOnly = /[单户时报设签这们来对电话应务则没说问题处现实动过进还无为边发区号东车]/u;
  const wrong = texts["zh-Hant"].filter(([, text]) => simplifiedOnly.test(text));
  expect(wrong).toEqual([]);
});

test("a browser's or user's tag finds the closest language", () => {
  expect(["zh-Hant", "zh-TW", "zh-HK", "zh", "zh-CN", "en-GB", "de", undefined].map(closestLanguage)).toEqual(
    ["zh-Hant", "zh-Hant", "zh-Hant", "zh-Hans", "zh-Hans", "en", "zh-Hans", "zh-Hans"],
  );
});
