import i18next from "i18next";
import { useTranslation } from "react-i18next";

import type { Messages } from "./messages";

/** Vocabularies whose keys come from the server: a newer server may use a word this console does not know. */
export type Vocabulary = {
  [Section in keyof Messages]: Messages[Section] extends Record<string, string> ? Section : never;
}[keyof Messages];

/** Looks a server's code up in a vocabulary; an unknown code is shown as it is. */
export function useWord(): (vocabulary: Vocabulary, code: string) => string {
  useTranslation();
  return (vocabulary, code) => {
    const key = `${vocabulary}.${code}`;
    return i18next.exists(key) ? (i18next.t as (key: string) => string)(key) : code;
  };
}
