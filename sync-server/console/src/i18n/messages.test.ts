import { expect, test } from "vitest";

import { closestLanguage, LANGUAGES } from ".";
import en from "./en";
import hans from "./zh-Hans";
import hant from "./zh-Hant";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}

const texts = { "zh-Hans": leaves(hans), "zh-Hant": leaves(hant), en: leaves(en) };
const placeholders = (text: string) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name).sort();

test.each(LANGUAGES)("%s has every key, and none is empty", (language) => {
  expect(texts[language].map(([key]) => key).sort()).toEqual(texts["zh-Hans"].map(([key]) => key).sort());
  expect(texts[language].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test.each(LANGUAGES)("%s fills in the same things as the others", (language) => {
  const wanted = new Map(texts.en.map(([key, text]) => [key, placeholders(text)]));
  for (const [key, text] of texts[language])
    expect([key, placeholders(text)]).toEqual([key, wanted.get(key)]);
});

test("English has no Chinese left in it and the Chinese ones are not English", () => {
  expect(texts.en.filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
  const chinese = texts["zh-Hans"].filter(([, text]) => /\p{Script=Han}/u.test(text));
  expect(chinese.length).toBeGreaterThan(texts["zh-Hans"].length * 0.95);
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
