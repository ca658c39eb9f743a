import type { OrderView, WorkOrderCommand } from "../api/types";

/** What the office can press on an order's page. */
export type ActionName =
  | "assign"
  | "reassign"
  | "hold"
  | "receive_report"
  | "approve"
  | "send_back"
  | "close"
  | "escalate"
  | "analyse"
  | "cancel"
  | "reinstate";

// Which buttons make sense to show at a status. Nothing is decided here: the server judges every command by the one
// transition table and its refusal is shown.
const OFFERED: Record<string, readonly ActionName[]> = {
  open: ["assign", "hold", "cancel"],
  assigned: ["assign", "hold", "cancel"],
  accepted: ["assign", "hold", "cancel"],
  travelling: ["reassign", "hold", "cancel"],
  on_site: ["reassign", "cancel"],
  working: ["reassign", "cancel"],
  on_hold: ["assign", "cancel"],
  finished: ["approve", "send_back", "receive_report"],
  approved: ["close"],
  escalated: ["analyse", "cancel"],
  cancelled: ["reinstate"],
};

/** The buttons of an order, the likeliest first. */
export function offeredActions({ status, outcome }: Pick<OrderView, "status" | "outcome">): ActionName[] {
  const offered = [...(OFFERED[status] ?? [])];
  const unsolved = outcome === "not_solved" && (status === "finished" || status === "approved");
  return unsolved ? [...offered, "escalate"] : offered;
}

/** What somebody fills in before an action is asked for. */
export interface ActionFields {
  text?: string;
  plan?: string;
  hold?: string;
}

/** Actions that are asked for with words, and whether the words are needed. */
export const WORDS: Partial<Record<ActionName, "needed" | "optional">> = {
  hold: "optional",
  approve: "optional",
  send_back: "needed",
  close: "optional",
  escalate: "needed",
  analyse: "needed",
  cancel: "needed",
  reinstate: "needed",
};

/** The command an action asks; none for those with a dialog of their own. */
export function commandOf(action: ActionName, fields: ActionFields): WorkOrderCommand | undefined {
  const text = fields.text?.trim() ?? "";
  switch (action) {
    case "hold":
      return { hold: { reason: fields.hold ?? "other", note: text } };
    case "receive_report":
      return "receive_report";
    case "approve":
      return { approve: { note: text } };
    case "send_back":
      return { send_back: { reason: text } };
    case "close":
      return { close: { reason: text === "" ? null : text } };
    case "escalate":
      return { escalate: { findings: text } };
    case "analyse":
      return { analyse: { cause: text, plan: fields.plan?.trim() ?? "" } };
    case "cancel":
      return { cancel: { reason: text } };
    case "reinstate":
      return { reinstate: { reason: text } };
    case "assign":
    case "reassign":
      return undefined;
  }
}
