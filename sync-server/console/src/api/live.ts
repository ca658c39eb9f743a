import { useQueryClient, type QueryClient, type QueryFilters } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { LiveChange } from "./types";

/** How the stream of changes is doing. */
export type LiveState = "connecting" | "live" | "lost";

/** Changes come in bursts (a device syncs fifty orders); screens are refreshed once a burst. */
const BURST_MS = 250;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** The caches a change makes stale, as query key prefixes: those of the kind's own pages, and those of every document. */
export function staleKeys({ document, kind }: Pick<LiveChange, "document" | "kind">): string[][] {
  const one = (name: string) => (document ? [name, document] : [name]);
  const ofAny = [["documents"], one("document"), one("possible")];
  switch (kind) {
    case "work_order":
      return [["orders"], one("order"), ["verification"], ["customer"], ...ofAny];
    case "request":
      return [["requests"], ...ofAny];
    case "complaint":
      return [["complaints"], one("complaint"), ...ofAny];
    case "customer":
    case "asset":
      return [["customers"], ["customer"], ["assets"], ["callers"], ...ofAny];
    case "review":
      return [["reviews"]];
    case "blob":
      return [["order"], ["complaint"], ["document"]];
    default:
      return document ? ofAny : [...OF_RECORDS, ...ofAny];
  }
}

/** What a record of the organisation makes stale, beside the documents: nobody can tell what it changes in them. */
const OF_RECORDS = [
  ["staff"],
  ["policy"],
  ["devices"],
  ["kinds"],
  ["orders"],
  ["order"],
  ["complaints"],
  ["complaint"],
];

/** All but customers' hands: these never change, and each asking stands in the server's log. */
const EVERYTHING: QueryFilters = { predicate: (query) => query.queryKey[0] !== "hand" };

/**
 * Asks anew for what a change made stale. A first answer that is under way may be older than the change, and asking
 * again would only join it: such a query is asked again once it has answered.
 */
export function renew(client: QueryClient, filters: QueryFilters = EVERYTHING): void {
  for (const query of client.getQueryCache().findAll({ ...filters, fetchStatus: "fetching" })) {
    if (query.state.data !== undefined) continue;
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    void query.promise?.then(again, again);
  }
  void client.invalidateQueries(filters);
}

/** Keeps every screen current through `/api/live`; returns the state of the stream. */
export function useLive(enabled: boolean): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let burst: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_RETRY_MS;
    const pending = new Map<string, string[]>();

    const flush = () => {
      burst = undefined;
      for (const queryKey of pending.values()) renew(client, { queryKey });
      pending.clear();
    };
    const connect = () => {
      source = new EventSource("/api/live");
      source.addEventListener("open", () => {
        wait = FIRST_RETRY_MS;
        setState("live");
        // Whatever happened before the stream was open was not announced.
        renew(client);
      });
      source.addEventListener("change", (event) => {
        const change = JSON.parse((event as MessageEvent<string>).data) as LiveChange;
        for (const key of staleKeys(change)) pending.set(key.join("/"), key);
        burst ??= setTimeout(flush, BURST_MS);
      });
      // More happened than the server could announce one by one.
      source.addEventListener("lagged", () => renew(client));
      source.addEventListener("error", () => {
        setState("lost");
        source?.close();
        retry = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_RETRY_MS);
      });
    };
    connect();
    return () => {
      source?.close();
      clearTimeout(retry);
      clearTimeout(burst);
    };
  }, [client, enabled]);

  return state;
}
