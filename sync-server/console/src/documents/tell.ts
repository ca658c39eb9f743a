import type { LinkView } from "../api/types";
import type { Said } from "../document/describe";
import { pathOf } from "./places";

/** What is known of what ids and names stand for. */
interface Known {
  /** A name of the kind in words. */
  say: (name: string) => string;
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
  if (typeof value === "boolean") return [{ kind: "flag", label: known.say(name), is: value }];
  if (isMoney(value)) return [{ kind: "money", ...value }];
  return [];
}

function toldText(text: string, { say, isPerson, links }: Known): Said[] {
  const words = text.trim();
  if (words === "" || IS_HEXADECIMAL.test(words)) return [];
  if (!IS_ID.test(words)) return [{ kind: "words", text: isName(words) ? say(words) : words }];
  if (isPerson(words)) return [{ kind: "person", user: words }];
  const link = links.find(({ id }) => id === words);
  return link === undefined
    ? []
    : [{ kind: "link", path: pathOf(link), text: `${link.number} ${link.title}`.trim() }];
}

/** A name of the domain, not what somebody wrote: `not_quality`. */
function isName(text: string): boolean {
  return /^[a-z]+(?:_[a-z]+)*$/.test(text);
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  return typeof value === "object" && value !== null && "minor" in value && "currency" in value;
}
