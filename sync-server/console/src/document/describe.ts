import type { TimelineEntry } from "../api/types";

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
  | { kind: "found_on_site" }
  | { kind: "safety"; passed: boolean; findings: string[] }
  | { kind: "settled"; dropped: number };

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(text).filter((item) => item !== "") : [];
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** Fields that hold a person's own words, in whichever event they stand. */
const WORDS = [
  "reason",
  "note",
  "findings",
  "cause",
  "plan",
  "report",
  "who",
  "words",
  "answer",
  "provisional",
] as const;

/** The parts of an event worth reading, in reading order. Unknown kinds say what they have in words. */
export function describe({ kind, detail }: Pick<TimelineEntry, "kind" | "detail">): Said[] {
  return [...particulars(kind, detail), ...words(kind, detail)];
}

function particulars(kind: string, detail: Record<string, unknown>): Said[] {
  switch (kind) {
    case "raised":
      return detail.found_on_site === true ? [{ kind: "found_on_site" }] : [];
    case "assigned":
    case "reassigned":
      return [
        {
          kind: "team",
          technicians: texts(detail.technicians),
          lead: text(detail.lead),
          window: windowOf(detail.window),
        },
      ];
    case "held":
      return [{ kind: "code", vocabulary: "holdReason", code: text(detail.reason) }];
    case "finished":
      return [{ kind: "code", vocabulary: "outcome", code: text(detail.outcome) }];
    case "safety_checked": {
      const check = fields(detail.check);
      return [
        {
          kind: "safety",
          passed: check.passed === true,
          findings: [...texts(check.hazards), ...texts(check.measures)],
        },
      ];
    }
    case "signed_off":
      return signoff(detail);
    case "settled":
      return [{ kind: "settled", dropped: texts(detail.drop).length }];
    default:
      return ofComplaint(detail);
  }
}

/** What only events of complaints hold. Their fields say what they are, in whichever event they stand. */
function ofComplaint(detail: Record<string, unknown>): Said[] {
  const code = (vocabulary: CodeWords, name: string): Said[] =>
    text(detail[name]) === "" ? [] : [{ kind: "code", vocabulary, code: text(detail[name]) }];
  const { minor, currency } = fields(detail.cost);
  const { satisfied } = detail;
  return [
    ...code("channel", "channel"),
    ...code("complaintClass", "class"),
    ...code("severity", "severity"),
    ...code("complaintRemedy", "remedy"),
    ...(typeof minor === "number" ? [{ kind: "money", minor, currency: text(currency) } as const] : []),
    ...(text(detail.investigator) === ""
      ? []
      : [{ kind: "person", user: text(detail.investigator) } as const]),
    ...(typeof satisfied === "boolean" ? [{ kind: "satisfied", satisfied } as const] : []),
    ...link("complaints", detail.into),
    ...link("orders", detail.order),
  ];
}

function link(path: "complaints" | "orders", id: unknown): Said[] {
  return text(id) === "" ? [] : [{ kind: "document", path, id: text(id) }];
}

function signoff(detail: Record<string, unknown>): Said[] {
  const { name, capacity } = fields(detail.signatory);
  const who = [text(name), text(capacity)].filter((part) => part !== "").join(", ");
  return [
    { kind: "code", vocabulary: "signoff", code: text(detail.kind) },
    ...[who, text(detail.remarks)].flatMap((part): Said[] =>
      part === "" ? [] : [{ kind: "words", text: part }],
    ),
  ];
}

function words(kind: string, detail: Record<string, unknown>): Said[] {
  // A hold's reason is a code; its words are in the note.
  const names = kind === "held" ? WORDS.filter((name) => name !== "reason") : WORDS;
  return names
    .map((name) => text(detail[name]))
    .flatMap((said): Said[] => (said === "" ? [] : [{ kind: "words", text: said }]));
}

function windowOf(value: unknown): { from: number; to: number } | undefined {
  const { from, to } = fields(value);
  return typeof from === "number" && typeof to === "number" ? { from, to } : undefined;
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
