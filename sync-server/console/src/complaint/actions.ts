import type {
  Channel,
  CommandName,
  ComplaintClass,
  ComplaintCommand,
  ComplaintRemedy,
  ComplaintView,
  Severity,
} from "../api/types";
import { formMoment, type Zone } from "../format/time";
import { minorOf } from "../format/money";

/** What the office can press on a complaint's page, the likeliest first. Which of it fits now is the server's to say. */
export const COMPLAINT_ACTIONS = [
  "approve",
  "agree",
  "carry_out",
  "close",
  "propose",
  "grade",
  "investigate",
  "tell",
  "object",
  "reject",
  "send_back",
  "link_order",
  "reopen",
  "merge",
  "withdraw",
] as const satisfies readonly CommandName<ComplaintCommand>[];
export type ComplaintAction = (typeof COMPLAINT_ACTIONS)[number];

/** The actions of a complaint, the likeliest first: what was done once already can be done again, but hardly will. */
export function likeliest({
  class: about,
  status,
}: Pick<ComplaintView, "class" | "status">): ComplaintAction[] {
  const isDone = (action: ComplaintAction) =>
    (action === "grade" && about != null) ||
    (action === "investigate" && status === "investigating") ||
    (action === "propose" && status === "proposed");
  const done = COMPLAINT_ACTIONS.filter(isDone);
  return [...COMPLAINT_ACTIONS.filter((action) => !isDone(action)), ...done];
}

/** Actions that undo or end something. */
export const GRAVE_FOR_COMPLAINTS: readonly ComplaintAction[] = ["reject", "send_back", "merge", "withdraw"];

/** What somebody fills in before something is asked of a complaint. */
export interface AskFields {
  /** A reason, a note or an answer; words of the customer's. */
  text?: string;
  class?: ComplaintClass;
  severity?: Severity;
  investigator?: string;
  remedy?: ComplaintRemedy;
  /** In major units. */
  cost?: string;
  currency?: string;
  who?: string;
  channel?: Channel;
  /** A wall-clock time, `2026-09-14T08:30`. */
  saidAt?: string;
  satisfied?: "yes" | "no" | "unsaid";
  /** The other complaint, or the order. */
  document?: string;
}

/** Whether the words of an action are needed; those that have none are not named. */
export const TEXT_NEEDED: Partial<Record<ComplaintAction, boolean>> = {
  grade: false,
  propose: true,
  send_back: true,
  agree: false,
  object: true,
  approve: false,
  reject: true,
  carry_out: false,
  tell: true,
  close: false,
  withdraw: true,
  reopen: true,
};

/** The command a filled-in dialog means; none where it lacks what its form asks for. `zone` is where the organisation's clocks hang. */
export function complaintCommand(
  action: ComplaintAction,
  fields: AskFields,
  zone: Zone,
): ComplaintCommand | undefined {
  const text = fields.text?.trim() ?? "";
  switch (action) {
    case "grade":
      if (fields.class === undefined || fields.severity === undefined) return undefined;
      return { grade: { class: fields.class, severity: fields.severity, note: text } };
    case "investigate":
      return { investigate: { investigator: fields.investigator ?? null } };
    case "propose":
      if (fields.remedy === undefined) return undefined;
      return { propose: { remedy: fields.remedy, plan: text, cost: costOf(fields) } };
    case "agree":
      return { agree: replyOf(fields, zone) };
    case "object":
      return { object: replyOf(fields, zone) };
    case "withdraw":
      return { withdraw: replyOf(fields, zone) };
    case "approve":
      return { approve: { note: text } };
    case "carry_out":
      return { carry_out: { on_site: false, note: text } };
    case "tell":
      return {
        tell: {
          who: fields.who?.trim() ?? "",
          channel: fields.channel ?? "phone",
          answer: text,
          satisfied: fields.satisfied === "yes" ? true : fields.satisfied === "no" ? false : null,
        },
      };
    case "close":
      return { close: { reason: text === "" ? null : text } };
    case "send_back":
      return { send_back: { reason: text } };
    case "reject":
      return { reject: { reason: text } };
    case "reopen":
      return { reopen: { reason: text } };
    case "merge":
      return { merge: { into: fields.document ?? "" } };
    case "link_order":
      return { link_order: { order: fields.document ?? "" } };
  }
}

function costOf({ cost = "", currency = "" }: AskFields) {
  return { minor: minorOf(cost, currency) ?? 0, currency };
}

function replyOf({ who = "", channel = "phone", saidAt = "", text = "" }: AskFields, zone: Zone) {
  const said_at = saidAt === "" ? null : formMoment(saidAt, zone);
  return { who: who.trim(), channel, said_at, words: text.trim() };
}
