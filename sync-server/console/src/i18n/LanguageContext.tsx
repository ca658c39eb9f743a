import { createContext, useContext } from "react";

import type { Language } from ".";

interface LanguageChoice {
  language: Language;
  choose: (language: Language) => void;
}

/** The language in use and how to change it. */
export const LanguageContext = createContext<LanguageChoice>({
  language: "zh-Hans",
  choose: () => undefined,
});

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);
