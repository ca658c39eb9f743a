import type { DocumentKindView } from "../api/types";

/** The kinds that have pages of their own, and where a document of them is. Every other kind has the pages made for any. */
const OWN_PLACES: Readonly<Record<string, string>> = {
  work_order: "/orders",
  request: "/requests",
  complaint: "/complaints",
  customer: "/customers",
  asset: "/assets",
};

/** Where the list of a kind is that has no pages of its own. */
export const listPath = (kind: string): string => `/documents/${kind}`;

/** The page of a document. */
export function pathOf({ kind, id }: { kind: string; id: string }): string {
  return `${OWN_PLACES[kind] ?? listPath(kind)}/${id}`;
}

/** The kinds for which nothing else in the console has a place. */
export function withoutPlace(kinds: DocumentKindView[]): DocumentKindView[] {
  return kinds.filter(({ kind }) => !Object.hasOwn(OWN_PLACES, kind));
}
