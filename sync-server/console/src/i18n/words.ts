/** The languages the console speaks, by BCP 47 tag. */
export const LANGUAGES = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language, in the order of `LANGUAGES`. One that is missing does not compile. */
export type Text = readonly [hans: string, hant: string, en: string];

/** The words of a screen: texts by key, in sections. */
export interface Words {
  readonly [key: string]: Text | Words;
}

/** What a screen's words are in one language. */
export type Spoken<W> = { -readonly [Key in keyof W]: W[Key] extends Text ? string : Spoken<W[Key]> };

/** The words in one language. */
export function spoken<W extends Words>(words: W, language: Language): Spoken<W> {
  const place = LANGUAGES.indexOf(language);
  const told = Object.entries(words).map(([key, value]) => [
    key,
    isText(value) ? value[place] : spoken(value, language),
  ]);
  return Object.fromEntries(told) as Spoken<W>;
}

function isText(value: Text | Words): value is Text {
  return Array.isArray(value);
}
