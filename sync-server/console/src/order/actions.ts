import type { CommandName, HoldReason, WorkOrderCommand } from "../api/types";

/** What the office can press on an order's page, the likeliest first. Which of it fits now is the server's to say. */
export const ACTIONS = [
  "assign",
  "reassign",
  "approve",
  "close",
  "analyse",
  "reinstate",
  "send_back",
  "receive_report",
  "correct_context",
  "hold",
  "escalate",
  "cancel",
] as const satisfies readonly CommandName<WorkOrderCommand>[];
export type ActionName = (typeof ACTIONS)[number];

/** Actions that undo or end something. */
export const GRAVE: readonly ActionName[] = ["cancel", "send_back"];

/** What somebody fills in before an action is asked for. */
export interface ActionFields {
  text?: string;
  plan?: string;
  hold?: HoldReason;
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
    case "correct_context":
      return { correct_context: {} };
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
