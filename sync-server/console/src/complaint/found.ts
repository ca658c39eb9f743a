import type { ComplaintView, Findings } from "../api/types";

/** What the form of the findings holds. */
export interface FoundFields {
  cause: string;
  cause_class?: string;
  justified?: "yes" | "no";
  responsible_unit: string;
  responsible_person?: string;
}

/** What was found so far, as the form holds it. */
export function foundSoFar({ findings }: Pick<ComplaintView, "findings">): FoundFields {
  const { cause, cause_class, justified, responsible_unit, responsible_person } = findings;
  return {
    cause,
    responsible_unit,
    ...(cause_class === "" ? {} : { cause_class }),
    ...(justified == null ? {} : { justified: justified ? "yes" : "no" }),
    ...(responsible_person == null ? {} : { responsible_person }),
  };
}

/** What somebody changed: what they did not touch is not written, so that it does not undo what others write meanwhile. */
export function changedFindings(before: FoundFields, after: FoundFields): Findings {
  const differs = (name: keyof FoundFields) => (after[name] ?? "").trim() !== (before[name] ?? "").trim();
  return {
    ...(differs("cause") ? { cause: after.cause.trim() } : {}),
    ...(differs("cause_class") && after.cause_class !== undefined ? { cause_class: after.cause_class } : {}),
    ...(differs("justified") && after.justified !== undefined
      ? { justified: after.justified === "yes" }
      : {}),
    ...(differs("responsible_unit") ? { responsible_unit: after.responsible_unit.trim() } : {}),
    ...(differs("responsible_person") && after.responsible_person !== undefined
      ? { responsible_person: after.responsible_person }
      : {}),
  };
}
