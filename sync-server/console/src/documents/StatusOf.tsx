import type { DocumentRow } from "../api/types";
import type { KindWords } from "./kindWords";

interface Props {
  row: Pick<DocumentRow, "status" | "open">;
  words: KindWords;
  big?: boolean;
}

/** A document's status in its kind's words, coloured by whether anything more is to happen; nothing for a kind without one. */
export function StatusOf({ row: { status, open }, words, big = false }: Props) {
  if (status === "") return null;
  return <span className={`tag ${open ? "blue" : "green"}${big ? " big" : ""}`}>{words.status(status)}</span>;
}
