import type { ComplaintFilter } from "../api/complaints";

/** Which complaints a list shows. */
export const SCOPES = ["open", "ended", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** The scope an address names. Whoever looks for something finds it, also when it is done with. */
export function scopeOf(search: URLSearchParams): Scope {
  const named = SCOPES.find((scope) => scope === search.get("scope"));
  return named ?? (search.has("q") ? "all" : "open");
}

/** What to ask the server for, from the page's address. */
export function filterOf(search: URLSearchParams): ComplaintFilter {
  const open = { open: "true", ended: "false", all: undefined } as const;
  return {
    q: search.get("q") ?? undefined,
    open: open[scopeOf(search)],
    contested: search.get("contested") === "true",
  };
}
