import type { Asked } from "../api/documents";
import type { FieldView, FormView } from "../api/types";
import { CURRENCIES, minorOf } from "../format/money";
import { formMoment, type Zone } from "../format/time";

/** An amount as its fields hold it, in major units. */
export interface TypedMoney {
  amount?: string;
  currency?: string;
}

/** What the fields of a form hold, by the field's name. */
export type Typed = Record<string, string | TypedMoney | undefined>;

/** The command that a filled-in form means. `zone` is where the organisation's clocks hang. */
export function askedBy(
  { command, fields }: Pick<FormView, "command" | "fields">,
  typed: Typed,
  zone: Zone,
): Asked {
  // A command that asks for nothing is its name.
  if (fields == null || fields.length === 0) return command;
  const said = fields.map((field) => [field.name, valueOf(field, typed[field.name], zone)] as const);
  return { [command]: Object.fromEntries(said.filter(([, value]) => value !== undefined)) };
}

/** What a field says; nothing where it says nothing. */
function valueOf({ holds, required }: FieldView, typed: Typed[string], zone: Zone): unknown {
  if (holds === "money") return moneyOf(typed);
  const text = typeof typed === "string" ? typed.trim() : "";
  // A text that must be sent may be empty: whether words are needed is for the rules of its kind to say.
  if (text === "") return holds === "text" && required ? "" : undefined;
  switch (holds) {
    case "integer":
      return wholeNumber(text);
    case "flag":
      return text === "yes" ? true : text === "no" ? false : undefined;
    case "time":
      return formMoment(text, zone);
    default:
      return text;
  }
}

/** A whole number as typed; nothing for what is none. */
export function wholeNumber(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

function moneyOf(typed: Typed[string]) {
  const { amount, currency } = typedMoney(typed);
  const minor = minorOf(amount, currency);
  return minor === undefined ? undefined : { minor, currency };
}

/** An amount's two fields, filled. */
export function typedMoney(typed: Typed[string]): Required<TypedMoney> {
  const { amount = "", currency = CURRENCIES[0] } = typeof typed === "object" ? typed : {};
  return { amount, currency };
}

/** The kind that a field's name is about: `customer` itself, `order` as the end of `work_order`. */
export function kindNamed(name: string, kinds: readonly { kind: string }[]): string | undefined {
  const named =
    kinds.find(({ kind }) => kind === name) ?? kinds.find(({ kind }) => kind.endsWith(`_${name}`));
  return named?.kind;
}
