import { useKinds } from "../api/documents";
import type { DocumentKindView } from "../api/types";

/** The words of a kind: what its statuses, events, commands and fields are called. */
export interface KindWords {
  status: (name: string) => string;
  /** Anything else it says. */
  say: (name: string) => string;
}

/** A kind of document; nothing for one that the server does not know, or before it has answered. */
export function useKind(kind: string): DocumentKindView | undefined {
  return useKinds().data?.find((one) => one.kind === kind);
}

/** The words of a kind. A name without one is shown as it is stored, but readable. */
export function useKindWords(kind: string): KindWords {
  return kindWords(useKind(kind));
}

/** The words of a kind as the server told them. */
export function kindWords(kind: DocumentKindView | undefined): KindWords {
  const among = (terms: DocumentKindView["words"] | undefined) => (name: string) =>
    terms?.find((term) => term.name === name)?.word ?? name.replaceAll("_", " ");
  return { status: among(kind?.statuses), say: among(kind?.words) };
}
