import { Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Forbidden } from "../api/http";
import { refusalOf, usePossible } from "../api/possible";
import { useHand, useOrderCommand, useVerification } from "../api/queries";
import type { OrderView, RatingView, SignoffView, StrokesView } from "../api/types";
import { Checks, VerdictTag } from "../evidence/Checks";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { usePathWord } from "../document/paths";
import { photoSource, smallSource } from "../document/Photos";
import { ReportDialog } from "../document/ReportDialog";
import { Signature } from "./Signature";

/** The customer's answer to the report: rating, remarks, hand, whether it stands, and what they have not seen. */
export function SignoffPanel({ order }: { order: OrderView }) {
  const { signoff } = order;
  if (signoff == null) return null;
  return <Signoff key={signoff.event} order={order} signoff={signoff} />;
}

function Signoff({ order, signoff }: { order: OrderView; signoff: SignoffView }) {
  const { t } = useTranslation();
  const [report, setReport] = useState(false);
  const hand = useHand(order.id, signoff);
  return (
    <Panel
      title={t("signoff.title")}
      extra={
        <div className="row tight">
          <Button size="small" onClick={() => setReport(true)}>
            {t("report.open")}
          </Button>
          {signoff.page == null ? null : (
            <Button size="small" href={`/api/orders/${order.id}/pages/${signoff.page}`} target="_blank">
              {t("signoff.page")}
            </Button>
          )}
          <Button
            size="small"
            href={`/api/orders/${order.id}/evidence`}
            download={`${order.number}.evidence.zip`}
          >
            {t("signoff.evidence")}
          </Button>
          {hand.data === undefined ? null : (
            <Button
              size="small"
              href={`/api/orders/${order.id}/evidence?hands=true`}
              download={`${order.number}.hands.evidence.zip`}
            >
              {t("signoff.evidenceWithHands")}
            </Button>
          )}
        </div>
      }
    >
      <div className="signoff-grid">
        <div className="stack">
          <Verdict signoff={signoff} />
          <CustomerSaid signoff={signoff} />
          <Hand signoff={signoff} strokes={hand.data} error={hand.error} />
          <SameHand orders={signoff.same_hand} />
          {signoff.stamp == null ? null : <Stamp order={order.id} stamp={signoff.stamp} />}
        </div>
        <div className="stack">
          <Additions order={order.id} signoff={signoff} />
          <Verification order={order} digest={signoff.report_digest} />
        </div>
      </div>
      {report ? (
        <ReportDialog
          of="order"
          id={order.id}
          title={`${t("report.title")} · ${order.number}`}
          onClose={() => setReport(false)}
        />
      ) : null}
    </Panel>
  );
}

/** The customer's hand; sealed for who may not see how it moved. */
function Hand({
  signoff,
  strokes,
  error,
}: {
  signoff: SignoffView;
  strokes: StrokesView | undefined;
  error: Error | null;
}) {
  const { t } = useTranslation();
  if (!signoff.hand) return null;
  if (strokes !== undefined) return <Signature strokes={strokes} name={signoff.signatory?.name ?? ""} />;
  if (error instanceof Forbidden) return <div className="soft">{t("signoff.sealed")}</div>;
  return error === null ? (
    <Skeleton active title={false} paragraph={{ rows: 2 }} />
  ) : (
    <ProblemNote error={error} />
  );
}

/** Nobody writes twice alike, stroke for stroke: somebody has to look where the same hand stands elsewhere. */
function SameHand({ orders }: { orders: SignoffView["same_hand"] }) {
  const { t } = useTranslation();
  if (orders.length === 0) return null;
  return (
    <div className="tag red wrap-text">
      {t("signoff.sameHand")}{" "}
      {orders.map(({ order, number }) => (
        <Link key={order} to={`/orders/${order}`}>
          {number === "" ? order : number}
        </Link>
      ))}
    </div>
  );
}

/** A photo of the company's stamp, signed with the statement (R17); it may still be on the tablet. */
function Stamp({ order, stamp }: { order: string; stamp: NonNullable<SignoffView["stamp"]> }) {
  const { t } = useTranslation();
  const small = smallSource(order, stamp);
  return (
    <figure className="photo">
      <div className="frame">
        {small === undefined ? (
          <div className="away">{t("photo.onDevice")}</div>
        ) : (
          <img src={small} alt={t("signoff.stamp")} loading="lazy" />
        )}
      </div>
      <figcaption>
        {stamp.on_server ? (
          <a href={photoSource(order, stamp.normal)} target="_blank" rel="noreferrer">
            {t("signoff.stamp")}
          </a>
        ) : (
          t("signoff.stamp")
        )}
      </figcaption>
    </figure>
  );
}

function standingOf({ valid, sign_again }: SignoffView) {
  if (valid) return "valid";
  return sign_again ? "signAgain" : "void";
}

function Verdict({ signoff }: { signoff: SignoffView }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <div className="stack tight">
      <div className="row">
        <b>{word("signoff", signoff.kind)}</b>
        <span className={signoff.valid ? "tag green" : "tag red"}>{t(`signoff.${standingOf(signoff)}`)}</span>
        <span className="soft">
          <When ms={signoff.at} full />
        </span>
      </div>
      {signoff.void_by.map((change) => (
        <div key={change.change}>
          {t("signoff.voidBy", { name: change.author?.name ?? t("common.unknownAuthor") })}{" "}
          {change.at == null ? null : <When ms={change.at} />}
        </div>
      ))}
    </div>
  );
}

function CustomerSaid({ signoff: { signatory, rating, remarks } }: { signoff: SignoffView }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      {signatory == null ? null : (
        <>
          <dt>{t("signoff.signatory")}</dt>
          <dd>
            {signatory.name} <span className="soft">{signatory.capacity}</span>
          </dd>
        </>
      )}
      {rating == null ? null : <RatingRows rating={rating} />}
      {remarks === "" ? null : (
        <>
          <dt>{t("signoff.remarks")}</dt>
          <dd className="wrap-text">{remarks}</dd>
        </>
      )}
    </dl>
  );
}

const HIGHEST = 5;

function RatingRows({ rating }: { rating: RatingView }) {
  const { t } = useTranslation();
  return (["overall", "timeliness", "attitude", "quality"] as const).map((name) => [
    <dt key={`${name}-name`}>{t(`rating.${name}`)}</dt>,
    <dd key={name}>
      <span className="stars" aria-hidden>
        {"★".repeat(rating[name])}
        {"☆".repeat(Math.max(0, HIGHEST - rating[name]))}
      </span>{" "}
      {t("rating.of", { n: rating[name], highest: HIGHEST })}
    </dd>,
  ]);
}

/** What came in without knowledge of the signature: it does not void it, and the customer has not seen it (R65). */
function Additions({ order, signoff }: { order: string; signoff: SignoffView }) {
  const { t } = useTranslation();
  const { additions, kept } = signoff;
  if (additions.length + kept.length === 0) return <div className="soft">{t("signoff.noAdditions")}</div>;
  return (
    <div className="stack tight">
      {additions.length === 0 ? null : (
        <div>
          <b>{t("signoff.additions", { n: additions.length })}</b>
          <AdditionList additions={additions} />
          <Decide order={order} additions={additions} />
        </div>
      )}
      {kept.length === 0 ? null : (
        <div>
          <b>{t("signoff.kept", { n: kept.length })}</b>
          <AdditionList additions={kept} />
        </div>
      )}
    </div>
  );
}

function AdditionList({ additions }: { additions: SignoffView["additions"] }) {
  const word = usePathWord();
  return (
    <ul style={{ margin: "4px 0 0", paddingInlineStart: 18 }}>
      {additions.map((addition) => (
        <li key={addition.change}>
          {addition.what.map(word).join(", ")}{" "}
          <span className="soft">
            {addition.author?.name} {addition.at == null ? null : <When ms={addition.at} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Keep what the customer has not seen, or have it signed again, for who may decide (R65). */
function Decide({ order, additions }: { order: string; additions: SignoffView["additions"] }) {
  const { t } = useTranslation();
  const command = useOrderCommand(order);
  const possible = usePossible(order);
  const known = possible.data?.some((one) => one.command === "settle_additions") ?? false;
  if (!known || refusalOf(possible.data, "settle_additions") !== undefined) return null;
  const settle = (sign_again: boolean) => {
    const changes = additions.map(({ change }) => change);
    command.mutate({ settle_additions: { additions: changes, sign_again, note: "" } });
  };
  return (
    <div className="stack tight">
      <div className="row tight">
        <Button size="small" loading={command.isPending} onClick={() => settle(false)}>
          {t("signoff.keep")}
        </Button>
        <Button size="small" loading={command.isPending} onClick={() => settle(true)}>
          {t("signoff.askAgain")}
        </Button>
      </div>
      <ProblemNote error={command.error} />
    </div>
  );
}

/** Every check over the evidence, made again by the server now (R61). */
function Verification({ order, digest }: { order: OrderView; digest: string }) {
  const { t } = useTranslation();
  const [detailed, setDetailed] = useState(false);
  const { data, error, isPending, isFetching, refetch } = useVerification(order.id, true);
  return (
    <div className="stack tight">
      <div className="row">
        <b>{t("verification.title")}</b>
        {data === undefined ? null : <VerdictTag verdict={data.verdict} />}
        <span style={{ flex: 1 }} />
        <Button size="small" type="link" aria-expanded={detailed} onClick={() => setDetailed(!detailed)}>
          {t("verification.details")}
        </Button>
        <Button size="small" type="link" loading={isFetching} onClick={() => void refetch()}>
          {t("verification.again")}
        </Button>
      </div>
      <ProblemNote error={error} />
      {isPending ? <Skeleton active title={false} paragraph={{ rows: 3 }} /> : null}
      {data === undefined ? null : <Checks checks={data.checks} detailed={detailed} />}
      {detailed ? (
        <div className="soft">
          {t("signoff.digest")} <span className="mono digest">{digest}</span>
        </div>
      ) : null}
    </div>
  );
}
