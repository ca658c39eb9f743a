import { Button, Empty, Skeleton } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useHandIn, useReviews, type Decision } from "../api/reviews";
import { useMe } from "../api/session";
import type { HandedIn, ReviewView } from "../api/types";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { PageHead, Panel } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { DecisionDialog } from "./DecisionDialog";
import { Deeds } from "./Deeds";

/** Roles that decide; everybody else at the console reads. */
const REVIEWERS = ["dispatcher", "manager"];

/** Work that waits for a person: what came too late, or from a device that may no longer write (R54). */
export default function Reviews() {
  const { t } = useTranslation();
  const me = useMe();
  const reviews = useReviews();
  const [asked, setAsked] = useState<{ review: ReviewView; decision: Decision }>();
  const decides = REVIEWERS.some((role) => me.data?.roles.includes(role));
  return (
    <>
      <PageHead title={t("review.title")}>
        <span style={{ flex: 1 }} />
        {decides ? <HandIn /> : null}
      </PageHead>
      <div className="page-body stack">
        <p className="soft">{t("review.explained")}</p>
        {reviews.isPending ? <Skeleton active /> : null}
        {reviews.isError && reviews.data === undefined ? (
          <ProblemPage error={reviews.error} onRetry={() => void reviews.refetch()} />
        ) : null}
        {reviews.data?.reviews.length === 0 ? <Empty description={t("review.none")} /> : null}
        {reviews.data?.reviews.map((review) => (
          <Review
            key={review.digest}
            review={review}
            onDecide={decides ? (decision) => setAsked({ review, decision }) : undefined}
          />
        ))}
        {reviews.data?.more === true ? <p className="soft">{t("review.more")}</p> : null}
      </div>
      {asked === undefined ? null : <DecisionDialog {...asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface ReviewProps {
  review: ReviewView;
  onDecide: ((decision: Decision) => void) | undefined;
}

function Review({ review, onDecide }: ReviewProps) {
  const { t } = useTranslation();
  return (
    <Panel title={<Title review={review} />} extra={<span className="tag amber">{review.message}</span>}>
      <div className="stack">
        <div className="row">
          <b>{review.user_name}</b>
          <span className="soft">{review.device_name}</span>
          {review.revoked ? <span className="tag red">{t("review.revoked")}</span> : null}
          <span className="soft">
            {t("review.received")} <When ms={review.received_at} />
          </span>
          <span className="soft">{t("review.runs", { n: review.runs })}</span>
        </div>
        <Deeds deeds={review.deeds} kind={review.kind} />
        {onDecide === undefined ? null : (
          <div className="row tight">
            <Button type="primary" onClick={() => onDecide("admit")} data-decision="admit">
              {t("review.admit")}
            </Button>
            <Button danger onClick={() => onDecide("reject")} data-decision="reject">
              {t("review.reject")}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

/** Number and title, with a way to the page where the document has one. */
function Title({ review }: { review: ReviewView }) {
  const { t } = useTranslation();
  const text = [review.number, review.title].filter((part) => part !== "").join(" · ");
  const path = { work_order: "orders", request: "requests", customer: "customers" }[review.kind];
  if (text === "") return t("review.newDocument");
  return path === undefined ? text : <Link to={`/${path}/${review.document}`}>{text}</Link>;
}

/** Hands in what a device exported to a file (R50, R53, R54). */
function HandIn() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const handIn = useHandIn();
  return (
    <>
      <ProblemNote error={handIn.error} />
      {handIn.data === undefined ? null : <Outcome handed={handIn.data} />}
      <input
        ref={input}
        type="file"
        hidden
        data-testid="hand-in"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) handIn.mutate(file);
          // The same file may be chosen again.
          target.value = "";
        }}
      />
      <Button loading={handIn.isPending} onClick={() => input.current?.click()}>
        {t("review.handIn")}
      </Button>
    </>
  );
}

/** What became of a file's runs, counted. */
function Outcome({ handed }: { handed: HandedIn }) {
  const { t } = useTranslation();
  const word = useWord();
  const counts = new Map<string, number>();
  for (const { outcome } of handed.runs) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const parts = [...counts].map(([outcome, count]) => `${word("handedIn", outcome)} ${count}`);
  const reasons = new Set(
    handed.runs.filter(({ outcome }) => outcome === "refused").map((run) => run.message),
  );
  return (
    <div role="status">
      <b>{t("review.handedIn")}</b> {parts.join(" · ")}
      {[...reasons].map((reason) => (
        <div key={reason} className="soft">
          {reason}
        </div>
      ))}
    </div>
  );
}
