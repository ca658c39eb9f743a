import type { ConflictView, SiteView, Stated, Value } from "../api/types";

/** A text as a value. */
export const textValue = (text: string): Value => ({ text });

/** A whole number, not below zero, as a value; nothing for what is none. */
export function countValue(text: string): Value | undefined {
  return /^\d{1,9}$/.test(text) ? { integer: Number(text) } : undefined;
}

const MILLI = 1000;

/** A reading of the hour meter as a value; nothing for what is no whole number. */
export function hoursValue(text: string): Value | undefined {
  return /^\d{1,9}$/.test(text) ? { reading: { milli: Number(text) * MILLI, unit: "h" } } : undefined;
}

/** A day as a value, as its field holds it: the same wherever it is read. */
export function dayValue(text: string): Value | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { date: text } : undefined;
}

/** The values of a place in a document that nobody has chosen between yet. */
export function conflictAt(conflicts: ConflictView[], path: string): Stated[] {
  return conflicts.find((conflict) => conflict.path === path)?.values ?? [];
}

/** What a contact's or a site's fields hold, by name, as typed; a field nobody touched yet may hold nothing. */
export type Typed = Record<string, string | undefined>;

export const METRES_PER_KM = 1000;

/** What a site's fields hold. */
export function typedSite(site: SiteView): Typed {
  return {
    name: site.name,
    address: site.address,
    distance_km: site.distance_m == null ? "" : String(site.distance_m / METRES_PER_KM),
  };
}

/**
 * The fields somebody changed, as values: what they did not touch is not written, so that it does not undo what others
 * write meanwhile.
 */
export function changedFields(before: Typed, after: Typed): Record<string, Value> {
  const said = (text: string | undefined) => (text ?? "").trim();
  const changed = Object.entries(after).filter(([name, text]) => said(text) !== said(before[name]));
  return Object.fromEntries(changed.flatMap(([name, text]) => fieldValue(name, said(text))));
}

function fieldValue(name: string, text: string): [string, Value][] {
  // An address that is retyped loses the place it had.
  if (name === "address") return [[name, { address: { text } }]];
  if (name !== "distance_km") return [[name, textValue(text)]];
  return text === "" ? [] : [["distance_m", { integer: Math.round(Number(text) * METRES_PER_KM) }]];
}
