import { useKinds } from "../api/documents";
import type { DocumentKindView } from "../api/types";

/** The words of a kind: what its statuses, events, commands and fields are called. */
export interface KindWords {
  status: (name: string) => string;
  /** Anything else it has a name for. */
  say: (name: string) => string;
  /** The same at the beginning of a line: on a button, over a panel, before a value. */
  head: (name: string) => string;
  /** What is stored as a text: a name of the kind in words, what somebody wrote as they wrote it. */
  read: (text: string) => string;
}

/** A kind of document; nothing for one that the server does not know, or before it has answered. */
export function useKind(kind: string): DocumentKindView | undefined {
  return useKinds().data?.find((one) => one.kind === kind);
}

/** The words of a kind, once the server has told them. */
export function useKindWords(kind: string): KindWords {
  return kindWords(useKind(kind));
}

/** The words of a kind as the server told them. A name without one is shown as it is stored, but readable. */
export function kindWords(kind: DocumentKindView | undefined): KindWords {
  const find = (terms: DocumentKindView["words"] | undefined, name: string) =>
    terms?.find((term) => term.name === name)?.word;
  const say = (name: string) => find(kind?.words, name) ?? name.replaceAll("_", " ");
  return {
    status: (name) => find(kind?.statuses, name) ?? name.replaceAll("_", " "),
    say,
    head: (name) => headed(say(name)),
    read: (text) => find(kind?.words, text) ?? text,
  };
}

/** A word as it begins a line. The server's English words stand in sentences too, and begin small. */
export function headed(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
