import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";

import { useLanguage } from "../i18n/LanguageContext";
import { read, write } from "./http";
import { staleKeys } from "./live";
import { queryString } from "./queries";
import type { Command, DocumentKindView, DocumentList, DocumentView } from "./types";

const HOUR_MS = 3_600_000;
/** More documents than anybody reads through; the search narrows them. */
const LIST_LIMIT = 500;

/** A command as a form makes it: its name, with what it says where it says something. */
export type Asked = string | Record<string, unknown>;

/** Which documents of a kind a list shows. */
export interface DocumentFilter {
  kind: string;
  q?: string | undefined;
  /** `"true"` for what is under way, `"false"` for what has ended; both where absent. */
  open?: "true" | "false" | undefined;
  contested?: boolean;
}

/** Every kind of document in the reader's words, with what begins one. */
export function useKinds() {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ["kinds", language],
    queryFn: ({ signal }) => read<DocumentKindView[]>("/api/documents/kinds", signal),
    staleTime: HOUR_MS,
    // What is being typed stays on the screen while the words of another language come.
    placeholderData: keepPreviousData,
  });
}

/** Documents of one kind, newest first. */
export function useDocuments(filter: DocumentFilter, limit = LIST_LIMIT) {
  const path = `/api/documents${queryString({ ...filter, limit })}`;
  return useQuery({
    queryKey: ["documents", filter.kind, path],
    queryFn: ({ signal }) => read<DocumentList>(path, signal),
    placeholderData: (before, query) => (query?.queryKey[1] === filter.kind ? before : undefined),
  });
}

/** One document in full; what can be asked of it is in the reader's words. */
export function useDocument(id: string) {
  const { language } = useLanguage();
  return useQuery({
    queryKey: ["document", id, language],
    queryFn: ({ signal }) => read<DocumentView>(`/api/documents/${id}`, signal),
    // In another language it is the same document: dialogs stay open over it.
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

/** Begins a document of a kind. */
export function useBeginDocument(kind: string) {
  const client = useQueryClient();
  const { language } = useLanguage();
  return useMutation({
    mutationFn: (asked: Asked) => write<DocumentView>("/api/documents", commandOf(kind, asked)),
    onSuccess: (document) => show(client, document, language),
  });
}

/** Asks something of a document; the answer replaces what its page shows. */
export function useDocumentCommand({ id, kind }: Pick<DocumentView, "id" | "kind">) {
  const client = useQueryClient();
  const { language } = useLanguage();
  return useMutation({
    mutationFn: (asked: Asked) =>
      write<DocumentView>(`/api/documents/${id}/commands`, commandOf(kind, asked)),
    onSuccess: (document) => show(client, document, language),
  });
}

/**
 * A command under its kind. The type of all commands names the kinds this console was built with; a form that the server
 * described holds one of whichever kind, and the server judges it: hence the cast, the only one.
 */
function commandOf(kind: string, asked: Asked): Command {
  return { [kind]: asked } as unknown as Command;
}

function show(client: QueryClient, document: DocumentView, language: string): void {
  client.setQueryData(["document", document.id, language], document);
  const isShown = ([name]: string[]) => name === "document";
  for (const queryKey of staleKeys({ document: document.id, kind: document.kind }))
    if (!isShown(queryKey)) void client.invalidateQueries({ queryKey });
}
