import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useNameOf } from "../api/queries";
import type { TimelineEntry } from "../api/types";
import { money } from "../format/money";
import { useWord } from "../i18n/word";
import { useSpan, When, WindowOfTime } from "../ui/moment";
import { Panel } from "../ui/Page";
import { describe, timeDoubt, type Said } from "./describe";
import { useEventWord, type Contested } from "./paths";

interface Props {
  timeline: TimelineEntry[];
  /** Whose events they are: each kind of document has words of its own. */
  of: Contested;
  /** What an event says that is worth reading. */
  tell?: (entry: TimelineEntry) => Said[];
}

/** Everything that happened, newest first, with how each event stands and what is known of its time. */
export function Timeline({ timeline, of, tell = describe }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t("order.timeline")} id="timeline">
      <ol className="timeline">
        {timeline.toReversed().map((entry) => (
          <Entry key={entry.key} entry={entry} of={of} said={tell(entry)} />
        ))}
      </ol>
    </Panel>
  );
}

function Entry({ entry, of, said }: { entry: TimelineEntry; of: Contested; said: Said[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const eventWord = useEventWord(of);
  return (
    <li data-offline={entry.offline} data-standing={entry.standing}>
      <div className="row tight">
        <span className="what">{eventWord(entry.kind)}</span>
        {entry.standing === "kept" ? null : (
          <span className={entry.standing === "unfitting" ? "tag amber" : "tag red"}>
            {word("standing", entry.standing)}
          </span>
        )}
        {entry.offline ? <span className="tag amber">{t("time.offline")}</span> : null}
      </div>
      {said.map((part, index) => (
        <div key={index}>
          <Saying said={part} />
        </div>
      ))}
      <div className="soft">
        {entry.author.name} · {t(entry.author.office ? "author.office" : "author.device")} ·{" "}
        <When ms={entry.at} />
      </div>
      <EntryTime entry={entry} />
      {entry.review == null ? null : (
        <div className="soft">
          <span className="tag violet">{t("time.reviewed", { name: entry.review.name })}</span>{" "}
          <When ms={entry.review.at} /> · {entry.review.reason}
        </div>
      )}
    </li>
  );
}

/** For what was written without a connection: both times, and how far the device's clock can be trusted (R51). */
function EntryTime({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const span = useSpan();
  const doubt = timeDoubt(entry);
  return (
    <>
      <div className="soft">
        {entry.offline && entry.received_at != null ? (
          <>
            {t("time.received")} <When ms={entry.received_at} />{" "}
          </>
        ) : null}
        {doubt.uncertaintyMs === undefined ? null : t("time.uncertain", { span: span(doubt.uncertaintyMs) })}
        {doubt.unknown ? t("time.unknown") : null}
      </div>
      {doubt.clockOffMs === undefined ? null : (
        <div className="soft">
          {t("time.deviceClock")} <When ms={entry.device_time} full /> (
          {t(doubt.clockOffMs > 0 ? "time.ahead" : "time.behind", { span: span(doubt.clockOffMs) })})
        </div>
      )}
    </>
  );
}

/** One part of what an event says. */
export function Saying({ said }: { said: Said }) {
  const { t } = useTranslation();
  const word = useWord();
  switch (said.kind) {
    case "words":
      return <span className="wrap-text">{said.text}</span>;
    case "code":
      return <span>{word(said.vocabulary, said.code)}</span>;
    case "found_on_site":
      return <span>{t("event.foundOnSite")}</span>;
    case "settled":
      return <span>{t("event.droppedCount", { n: said.dropped })}</span>;
    case "safety":
      return (
        <span>{[t(said.passed ? "diagnosis.safe" : "diagnosis.unsafe"), ...said.findings].join(" · ")}</span>
      );
    case "money":
      return <span className="nowrap">{money(said.minor, said.currency)}</span>;
    case "person":
      return <PersonSaid user={said.user} />;
    case "satisfied":
      return (
        <span>
          {t("told.satisfied")}: {t(said.satisfied ? "common.yes" : "common.no")}
        </span>
      );
    case "document":
      return (
        <Link to={`/${said.path}/${said.id}`}>
          {t(said.path === "orders" ? "complaint.toOrder" : "complaint.mergedInto")}
        </Link>
      );
    case "link":
      return <Link to={said.path}>{said.text}</Link>;
    case "flag":
      return (
        <span>
          {said.label}: {t(said.is ? "common.yes" : "common.no")}
        </span>
      );
    case "team":
      return <TeamSaid {...said} />;
  }
}

function PersonSaid({ user }: { user: string }) {
  const nameOf = useNameOf();
  return <span>{nameOf(user)}</span>;
}

function TeamSaid({ technicians, lead, window }: Extract<Said, { kind: "team" }>) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <span>
      {technicians
        .map((user) => (user === lead ? t("event.asLead", { name: nameOf(user) }) : nameOf(user)))
        .join(", ")}
      {window === undefined ? null : (
        <>
          {" · "}
          <WindowOfTime window={window} />
        </>
      )}
    </span>
  );
}
