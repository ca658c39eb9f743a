import type { DocumentView } from "../api/types";
import type { Reading } from "../document/Contest";
import type { KindWords } from "./kindWords";

/** How the events of any kind are read where they contradict each other. What cannot be set aside, its rules refuse. */
export function readingOf({ timeline }: Pick<DocumentView, "timeline">, { head }: KindWords): Reading {
  const first = timeline.slice(0, 1).map(({ kind }) => kind);
  return { of: head, isOfField: ({ author }) => !author.office, fixed: [...first, "settled"] };
}
