import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "antd/es/locale";

import { setAcceptLanguage } from "../api/http";
import type { Messages } from "./zh-Hans";

/** The languages the console speaks, by BCP 47 tag. */
export const LANGUAGES = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  en: "English",
};

const STORED = "jobsheet.language";

interface Pack {
  messages: Messages;
  antd: Locale;
}

// Only the language in use is downloaded, with Ant Design's words for it.
const packs: Record<Language, () => Promise<Pack>> = {
  "zh-Hans": async () => {
    const [messages, antd] = await Promise.all([import("./zh-Hans"), import("antd/es/locale/zh_CN")]);
    await import("dayjs/locale/zh-cn");
    return { messages: messages.default, antd: antd.default };
  },
  "zh-Hant": async () => {
    const [messages, antd] = await Promise.all([import("./zh-Hant"), import("antd/es/locale/zh_TW")]);
    await import("dayjs/locale/zh-tw");
    return { messages: messages.default, antd: antd.default };
  },
  en: async () => {
    const [messages, antd] = await Promise.all([import("./en"), import("antd/es/locale/en_US")]);
    return { messages: messages.default, antd: antd.default };
  },
};

/** The language this browser chose before, when it did. */
export function storedLanguage(): Language | undefined {
  const stored = localStorage.getItem(STORED);
  return LANGUAGES.find((language) => language === stored);
}

/** The console's language for a tag a user or browser states. */
export function closestLanguage(tag: string | undefined): Language {
  if (tag === undefined) return "zh-Hans";
  if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)) return "zh-Hant";
  if (/^zh\b/i.test(tag)) return "zh-Hans";
  return /^en\b/i.test(tag) ? "en" : "zh-Hans";
}

/** Speaks `language` from now on; resolves to Ant Design's words for it. */
export async function speak(language: Language, remember: boolean): Promise<Locale> {
  const pack = await packs[language]();
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
      keySeparator: ".",
      // BCP 47 scripts as they are: `zh-Hans` must not fall back to `zh`.
      load: "currentOnly",
      fallbackLng: false,
      initAsync: false,
    });
  }
  i18next.addResourceBundle(language, "translation", pack.messages);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  setAcceptLanguage(language);
  if (remember) localStorage.setItem(STORED, language);
  return pack.antd;
}
