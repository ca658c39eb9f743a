import type { FormView } from "../api/types";

/** Whether a command of this name is among what can be asked of a document now. */
export function canAsk(possible: FormView[], command: string): boolean {
  return possible.some((one) => one.command === command && one.refusal == null);
}

/** What a page offers as buttons or refuses with a reason: what a form can hold. The rest is asked in its own place. */
export function withForms(possible: FormView[]): FormView[] {
  return possible.filter(({ fields }) => fields != null);
}
