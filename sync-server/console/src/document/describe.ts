import type { DetailOf, EventKind, TimelineEntry } from "../api/types";

/** Vocabularies of the codes that stand in events. */
type CodeWords =
  "holdReason" | "outcome" | "signoff" | "channel" | "complaintClass" | "severity" | "complaintRemedy";

/** What an event's fields say, ready to be put into words. */
export type Said =
  | { kind: "words"; text: string }
  | { kind: "team"; technicians: string[]; lead: string; window: { from: number; to: number } | undefined }
  | { kind: "code"; vocabulary: CodeWords; code: string }
  | { kind: "money"; minor: number; currency: string }
  | { kind: "person"; user: string }
  | { kind: "satisfied"; satisfied: boolean }
  | { kind: "document"; path: "complaints" | "orders"; id: string }
  | { kind: "link"; path: string; text: string }
  | { kind: "flag"; label: string; is: boolean }
  | { kind: "found_on_site" }
  | { kind: "safety"; passed: boolean; findings: string[] }
  | { kind: "settled"; dropped: number };

type Optional<T> = T | null | undefined;

const nothing = (): Said[] => [];
const words = (...texts: Optional<string>[]): Said[] =>
  texts.flatMap((text): Said[] => (text?.trim() ? [{ kind: "words", text: text.trim() }] : []));
const code = (vocabulary: CodeWords, said: string): Said => ({ kind: "code", vocabulary, code: said });
const link = (path: "complaints" | "orders", id: Optional<string>): Said[] =>
  id == null ? [] : [{ kind: "document", path, id }];

const why = ({ reason }: { reason?: string | null }) => words(reason);
const noted = ({ note }: { note: string }) => words(note);
const team = (detail: DetailOf<"assigned" | "reassigned">): Said[] => [
  {
    kind: "team",
    technicians: detail.technicians,
    lead: detail.lead,
    window: "window" in detail ? detail.window : undefined,
  },
];
const signoff = ({ kind, signatory, remarks }: DetailOf<"signed_off">): Said[] => [
  code("signoff", kind),
  ...words([signatory?.name, signatory?.capacity].filter((part) => part?.trim()).join(", "), remarks),
];
const taken = ({ channel, order, provisional }: DetailOf<"taken">): Said[] => [
  code("channel", channel),
  ...link("orders", order),
  ...words(provisional),
];
const replied = (reply: DetailOf<"agreed">): Said[] => [
  code("channel", reply.channel),
  ...words(reply.who, reply.words),
];
const told = ({ channel, satisfied, who, answer }: DetailOf<"told">): Said[] => [
  code("channel", channel),
  ...(satisfied == null ? [] : [{ kind: "satisfied", satisfied } as const]),
  ...words(who, answer),
];

/** What each event says that is worth reading, in reading order. An event without a line here does not compile. */
const SAYING: { [Kind in EventKind]: (detail: DetailOf<Kind>) => Said[] } = {
  raised: ({ found_on_site }) => (found_on_site ? [{ kind: "found_on_site" }] : []),
  assigned: team,
  reassigned: team,
  accepted: nothing,
  declined: why,
  set_out: nothing,
  arrived: nothing,
  safety_checked: ({ check: { passed, hazards, measures } }) => [
    { kind: "safety", passed, findings: [...hazards, ...measures] },
  ],
  work_started: nothing,
  held: ({ reason, note }) => [code("holdReason", reason), ...words(note)],
  finished: ({ outcome }) => [code("outcome", outcome)],
  context_corrected: nothing,
  reopened: why,
  signed_off: signoff,
  link_signed: signoff,
  left_site: ({ report }) => words(report),
  problem_reported: ({ problem, proposal, demand }) => words(problem, proposal, demand),
  report_received: nothing,
  approved: noted,
  sent_back: why,
  closed: why,
  additions_settled: noted,
  escalated: ({ findings }) => words(findings),
  analysed: ({ cause, plan }) => words(cause, plan),
  cancelled: why,
  reinstated: why,
  settled: ({ drop, reason }) => [{ kind: "settled", dropped: drop.length }, ...words(reason)],
  logged: ({ channel, provisional }) => [code("channel", channel), ...words(provisional)],
  ended: nothing,
  taken,
  taken_on_site: taken,
  graded: ({ class: about, severity, note }) => [
    code("complaintClass", about),
    code("severity", severity),
    ...words(note),
  ],
  investigation_begun: ({ investigator }) =>
    investigator == null ? [] : [{ kind: "person", user: investigator }],
  proposed: ({ remedy, cost: { minor, currency }, plan }) => [
    code("complaintRemedy", remedy),
    { kind: "money", minor, currency },
    ...words(plan),
  ],
  agreed: replied,
  agreed_on_site: replied,
  objected: replied,
  objected_on_site: replied,
  rejected: why,
  carried_out: noted,
  carried_out_on_site: noted,
  told,
  told_on_site: told,
  withdrawn: replied,
  withdrawn_on_site: replied,
  merged: ({ into }) => link("complaints", into),
  order_raised: ({ order }) => link("orders", order),
};

/** Fields that hold a person's own words, in whichever event of a newer server they stand. */
const WORDS = ["reason", "note", "findings", "cause", "plan", "report", "who", "words", "answer"];

/** The parts of an event worth reading, in reading order. What this console does not know says what it has in words. */
export function describe({ kind, detail }: { kind: string; detail: object | null }): Said[] {
  const fields = Object.entries(detail ?? {});
  // Nothing is told of an event that the server cannot read, whatever it is called.
  if (fields.length === 0) return [];
  if (isKnown(kind)) return (SAYING[kind] as (detail: unknown) => Said[])(detail);
  return WORDS.flatMap((name) =>
    fields.flatMap(([field, value]) => (field === name && typeof value === "string" ? words(value) : [])),
  );
}

function isKnown(kind: string): kind is EventKind {
  return Object.hasOwn(SAYING, kind);
}

/** No server time was ever heard: the time is a guess (R51). */
const NEVER_HEARD = 0xffff_ffff;
const MINUTE_MS = 60_000;
/** A device clock this far from the corrected time is worth a mark. */
const CLOCK_OFF_MS = 2 * MINUTE_MS;

/** What a reader must know about an event's time. */
export interface TimeDoubt {
  /** The device's clock was off by this much; positive when it was ahead. */
  clockOffMs?: number;
  /** The corrected time may be off by this much. */
  uncertaintyMs?: number;
  /** Nothing is known but what the device's own clock said. */
  unknown?: true;
}

/** Whether an event's time is to be doubted, and how much (R51). */
export function timeDoubt({
  at,
  device_time,
  uncertainty_ms,
}: Pick<TimelineEntry, "at" | "device_time" | "uncertainty_ms">): TimeDoubt {
  if (uncertainty_ms >= NEVER_HEARD) return { unknown: true };
  const off = device_time - at;
  return {
    ...(Math.abs(off) >= CLOCK_OFF_MS ? { clockOffMs: off } : {}),
    ...(uncertainty_ms >= MINUTE_MS ? { uncertaintyMs: uncertainty_ms } : {}),
  };
}
