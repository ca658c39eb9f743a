import type { LinkView } from "../api/types";
import type { Said } from "../document/describe";
import type { KindWords } from "./kindWords";
import { pathOf } from "./places";

/** What is known of what ids and names stand for. */
interface Known {
  words: Pick<KindWords, "head" | "read">;
  isPerson: (id: string) => boolean;
  /** Documents that the document names. */
  links: readonly LinkView[];
}

const IS_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A digest of content or the key of an event: nothing for a person to read. */
const IS_HEXADECIMAL = /^[0-9a-f]{32,64}$/;

/** What an event of any kind says, field by field, in the order it is stored. */
export function tell({ detail }: { detail: object | null }, known: Known): Said[] {
  return Object.entries(detail ?? {}).flatMap(([name, value]) => toldField(name, value, known));
}

function toldField(name: string, value: unknown, known: Known): Said[] {
  if (typeof value === "string") return toldText(value, known);
  if (Array.isArray(value)) return value.flatMap((one) => toldField(name, one, known));
  if (typeof value === "boolean") return [{ kind: "flag", label: known.words.head(name), is: value }];
  if (isMoney(value)) return [{ kind: "money", ...value }];
  return [];
}

function toldText(stored: string, { words, isPerson, links }: Known): Said[] {
  const text = stored.trim();
  if (text === "" || IS_HEXADECIMAL.test(text)) return [];
  if (!IS_ID.test(text)) return [{ kind: "words", text: words.read(text) }];
  if (isPerson(text)) return [{ kind: "person", user: text }];
  const link = links.find(({ id }) => id === text);
  return link === undefined
    ? []
    : [{ kind: "link", path: pathOf(link), text: `${link.number} ${link.title}`.trim() }];
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  return typeof value === "object" && value !== null && "minor" in value && "currency" in value;
}
