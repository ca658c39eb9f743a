import { useQuery } from "@tanstack/react-query";

import { useLanguage } from "../i18n/LanguageContext";
import { read } from "./http";
import type { PossibleView } from "./types";

/** What whoever is logged in can ask of a document now; the reasons of the rest are in the reader's language. */
export function usePossible(document: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ["possible", document, language],
    queryFn: ({ signal }) => read<PossibleView[]>(`/api/documents/${document}/possible`, signal),
  });
}

/** Actions that can be asked for now and, with their reasons, those that cannot, both in the order given. */
export interface Sorted<Action extends string> {
  offered: Action[];
  refused: { action: Action; reason: string }[];
}

/** Sorts actions by the server's answer. What it does not name, it does not know, and is not shown. */
export function sorted<Action extends string>(
  actions: readonly Action[],
  possible: PossibleView[],
): Sorted<Action> {
  const known = actions.filter((action) => possible.some(({ command }) => command === action));
  return {
    offered: known.filter((action) => refusalOf(possible, action) === undefined),
    refused: known.flatMap((action) => {
      const reason = refusalOf(possible, action);
      return reason === undefined ? [] : [{ action, reason }];
    }),
  };
}

/** Why a command cannot be asked for now; nothing where it can, or where that is not known yet. */
export function refusalOf(possible: PossibleView[] | undefined, command: string): string | undefined {
  return possible?.find((one) => one.command === command)?.refusal?.message;
}
