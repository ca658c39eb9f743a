import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "antd/es/locale";

import { setAcceptLanguage } from "../api/http";
import { messagesIn } from "./messages";
import { LANGUAGES, type Language } from "./words";

export { LANGUAGES, type Language };

/** Each language by its own name. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  "zh-Hans": "简体中文",
  "zh-Hant": "繁體中文",
  en: "English",
};

const STORED = "jobsheet.language";

// Of Ant Design's and dayjs's words only those of the language in use are downloaded.
const libraries: Record<Language, () => Promise<Locale>> = {
  "zh-Hans": async () => {
    await import("dayjs/locale/zh-cn");
    return (await import("antd/es/locale/zh_CN")).default;
  },
  "zh-Hant": async () => {
    await import("dayjs/locale/zh-tw");
    return (await import("antd/es/locale/zh_TW")).default;
  },
  en: async () => (await import("antd/es/locale/en_US")).default,
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
  const locale = await libraries[language]();
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
  i18next.addResourceBundle(language, "translation", messagesIn(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  setAcceptLanguage(language);
  if (remember) localStorage.setItem(STORED, language);
  return locale;
}
