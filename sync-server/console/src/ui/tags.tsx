import { useTranslation } from "react-i18next";
import { ClockCircleOutlined, ExclamationCircleFilled } from "@ant-design/icons";

import type { ClockView } from "../api/types";
import { byUrgency, clockFace, mostPressing, type ClockFace, type Urgency } from "../format/clock";
import { useWord } from "../i18n/word";
import { useNow, useSpan } from "./moment";

export type Tone = "grey" | "blue" | "teal" | "amber" | "violet" | "green" | "red" | "solid-red" | "line";

const STATUS_TONE: Record<string, Tone> = {
  open: "grey",
  assigned: "blue",
  accepted: "blue",
  travelling: "teal",
  on_site: "teal",
  working: "teal",
  on_hold: "amber",
  finished: "violet",
  approved: "green",
  closed: "green",
  escalated: "amber",
  cancelled: "red",
};

/** The work status in words and colour. */
export function StatusTag({ status, big = false }: { status: string; big?: boolean }) {
  const word = useWord();
  return (
    <span className={`tag ${STATUS_TONE[status] ?? "grey"}${big ? " big" : ""}`}>
      {word("status", status)}
    </span>
  );
}

/** The sign-off axis; nothing while there is none. */
export function SignoffTag({
  signoff,
  isVoid,
  big = false,
}: {
  signoff: string;
  isVoid: boolean;
  big?: boolean;
}) {
  const word = useWord();
  if (signoff === "none" && !isVoid) return null;
  const tone: Tone = isVoid ? "red" : signoff === "signed" || signoff === "link_signed" ? "green" : "amber";
  return (
    <span className={`tag ${tone}${big ? " big" : ""}`}>{word("signoff", isVoid ? "void" : signoff)}</span>
  );
}

interface Marked {
  contested: boolean;
  conflicts: number;
  additions: number;
}

/** What a person must look at: contested, conflicting values, additions the customer has not seen. */
export function Marks({ contested, conflicts, additions, big = false }: Marked & { big?: boolean }) {
  const { t } = useTranslation();
  const size = big ? " big" : "";
  return (
    <>
      {contested ? (
        <span className={`tag solid-red${size}`}>
          <ExclamationCircleFilled aria-hidden /> {t("mark.contested")}
        </span>
      ) : null}
      {conflicts > 0 ? (
        <span className={`tag amber${size}`}>{t("mark.conflicts", { n: conflicts })}</span>
      ) : null}
      {additions > 0 ? (
        <span className={`tag violet${size}`}>{t("mark.additions", { n: additions })}</span>
      ) : null}
    </>
  );
}

const URGENCY_TONE: Record<Urgency, Tone> = {
  missed: "red",
  at_risk: "amber",
  running: "line",
  paused: "grey",
  unknown: "grey",
  late: "red",
  met: "green",
  ended: "grey",
};

interface ChipProps {
  face: ClockFace;
  /** Shows only the time; the words are in its tooltip and for screen readers. */
  short?: boolean;
}

/** One clock's time left, as a chip. */
export function ClockChip({ face, short = false }: ChipProps) {
  const word = useWord();
  const span = useSpan();
  const words = useClockWords()(face);
  const named = `${word("clock", face.rule)} (${face.rule}): ${words}`;
  const { urgency, spanMs } = face;
  return (
    <span className={`tag ${URGENCY_TONE[urgency]}`} title={named}>
      <ClockCircleOutlined aria-hidden />{" "}
      {short && spanMs !== null ? (
        <>
          <span aria-hidden>
            {urgency === "missed" ? "−" : ""}
            {span(spanMs, true)}
          </span>
          <span className="unseen">{named}</span>
        </>
      ) : (
        words
      )}
    </span>
  );
}

/** What a clock's face says in words. */
export function useClockWords(): (face: ClockFace) => string {
  const { t } = useTranslation();
  const span = useSpan();
  return ({ urgency, spanMs }) => {
    const name = t(`clockState.${urgency}`);
    if (spanMs === null) return name;
    if (urgency === "missed" || urgency === "late") return t("clockState.by", { name, span: span(spanMs) });
    return t("clockState.left", { span: span(spanMs) });
  };
}

/** The most pressing clock of an order; nothing when none runs. */
export function PressingClock({ clocks, short = false }: { clocks: ClockView[]; short?: boolean }) {
  const now = useNow();
  const face = mostPressing(clocks, now);
  return face === undefined ? null : <ClockChip face={face} short={short} />;
}

/** Says that clocks were kept that had been shown as missed until the field's news came (R31). */
export function HealedTag({ clocks }: { clocks: ClockView[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const healed = clocks.filter((clock) => clock.healed);
  if (healed.length === 0) return null;
  const names = healed.map(({ rule }) => `${word("clock", rule)} (${rule})`).join(", ");
  const meaning = `${names}: ${t("clockState.healed")}`;
  return (
    <span className="tag green" title={meaning}>
      <ClockCircleOutlined aria-hidden /> {t("mark.healed")}
      <span className="unseen">{meaning}</span>
    </span>
  );
}

/** Every clock of an order, the running ones first. */
export function ClockList({ clocks }: { clocks: ClockView[] }) {
  const now = useNow();
  const word = useWord();
  const { t } = useTranslation();
  return (
    <div>
      {clocks
        .map((clock) => clockFace(clock, now))
        .sort(byUrgency)
        .map((face) => (
          <div className="clock-line" key={face.rule}>
            <span>
              {word("clock", face.rule)} <span className="soft">{face.rule}</span>
            </span>
            <ClockChip face={face} />
            {face.healed ? <span className="soft">{t("clockState.healed")}</span> : null}
          </div>
        ))}
    </div>
  );
}
