import type { Value } from "../api/types";
import { dayValue, textValue } from "../customers/values";
import type { Entry } from "../ui/EditableFact";
import { wholeNumber } from "./values";

/** How a fact is written anew: what its field holds, and what is typed as a value. */
interface FactEntry {
  typed: string;
  entry: Entry;
  toValue: (typed: string) => Value | undefined;
}

/** How a value is edited in place; nothing for one that is written in another way, like an address or a person. */
export function entryOf(value: Value): FactEntry | undefined {
  if ("text" in value) return { typed: value.text, entry: "text", toValue: textValue };
  if ("date" in value) return { typed: value.date, entry: "date", toValue: dayValue };
  if ("integer" in value) return { typed: String(value.integer), entry: "number", toValue: integerValue };
  return undefined;
}

function integerValue(typed: string): Value | undefined {
  const integer = wholeNumber(typed);
  return integer === undefined ? undefined : { integer };
}
