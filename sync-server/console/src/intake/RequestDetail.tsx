import { Button, Input, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { refusalOf, usePossible } from "../api/possible";
import { useRequest, useRequestCommand } from "../api/queries";
import type { RequestView } from "../api/types";
import { LinkedComplaints } from "../complaint/Linked";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { EndRequest } from "./EndRequest";
import { RaiseOrder } from "./RaiseOrder";
import { OutcomeTag } from "./Register";

/** One line of the register in full, and what comes of it. */
export function RequestDetail({ id }: { id: string }) {
  const request = useRequest(id);
  if (request.isPending) return <Skeleton active />;
  if (request.data === undefined)
    return <ProblemPage error={request.error} onRetry={() => void request.refetch()} />;
  return (
    <div className="stack">
      <ProblemNote error={request.error} />
      <RequestFacts request={request.data} />
      {request.data.status === "open" ? <WhatNext request={request.data} /> : <Reopen id={request.data.id} />}
      <LinkedComplaints document={request.data.id} from="request" />
    </div>
  );
}

function RequestFacts({ request }: { request: RequestView }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <dl className="facts">
      <dt>{t("field.number")}</dt>
      <dd className="mono">
        {request.number || t("request.noNumber")}
        {request.provisional_number == null ? null : (
          <div className="soft">{t("request.provisional", { number: request.provisional_number })}</div>
        )}
      </dd>
      <dt>{t("field.outcome")}</dt>
      <dd>
        <OutcomeTag status={request.status} outcome={outcomeName(request.outcome)} />{" "}
        <Outcome request={request} />
      </dd>
      <dt>{t("field.received")}</dt>
      <dd>
        {request.received_at == null ? null : <When ms={request.received_at} full />} ·{" "}
        {word("channel", request.channel)} · {request.taken_by}
      </dd>
      <dt>{t("field.customer")}</dt>
      <dd>
        {request.customer == null ? (
          <span className="soft">{t("intake.unrecognised")}</span>
        ) : (
          <Link to={`/customers/${request.customer}`}>{request.customer_name}</Link>
        )}
      </dd>
      <dt>{t("field.caller")}</dt>
      <dd>
        {request.caller} {request.phone}
      </dd>
      <dt>{t("field.address")}</dt>
      <dd>{request.address}</dd>
      <dt>{t("field.asset")}</dt>
      <dd>
        {request.product_model} <span className="mono">{request.serial}</span>
      </dd>
      <dt>{t("field.faultInWords")}</dt>
      <dd className="wrap-text">{request.fault_text}</dd>
    </dl>
  );
}

const outcomeName = (outcome: RequestView["outcome"]): string | undefined =>
  outcome == null ? undefined : Object.keys(outcome)[0];

function Outcome({ request: { outcome } }: { request: RequestView }) {
  const { t } = useTranslation();
  if (outcome == null) return null;
  if ("answered_by_phone" in outcome)
    return <span className="wrap-text">{outcome.answered_by_phone.answer}</span>;
  if ("withdrawn" in outcome) return <span className="wrap-text">{outcome.withdrawn.reason}</span>;
  if ("duplicate_of" in outcome) {
    return <Link to={`/requests/${outcome.duplicate_of.request}`}>{t("request.earlier")}</Link>;
  }
  if ("complaint" in outcome)
    return <Link to={`/complaints/${outcome.complaint.complaint}`}>{t("request.toComplaint")}</Link>;
  if (!("work_orders" in outcome)) return null;
  return outcome.work_orders.orders.map((order) => (
    <Link key={order} to={`/orders/${order}`} style={{ marginRight: 8 }}>
      {t("request.toOrder")}
    </Link>
  ));
}

/** Takes an ended request up again, because the way it ended proved wrong. */
function Reopen({ id }: { id: string }) {
  const { t } = useTranslation();
  const possible = usePossible(id);
  const command = useRequestCommand();
  const refusal = refusalOf(possible.data, "reopen");
  const reopen = (reason: string) => command.mutate({ id, command: { reopen: { reason: reason.trim() } } });
  if (refusal !== undefined) return <div className="soft">{refusal}</div>;
  return (
    <div className="stack tight">
      <Input.Search
        aria-label={t("request.reopenReason")}
        placeholder={t("request.reopenReason")}
        enterButton={t("request.reopen")}
        loading={command.isPending}
        onSearch={reopen}
      />
      <ProblemNote error={command.error} />
    </div>
  );
}

function WhatNext({ request }: { request: RequestView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [step, setStep] = useState<"order" | "end">();
  const possible = usePossible(request.id);
  // An order ends the request it is raised from.
  const refusal = refusalOf(possible.data, "end");
  if (refusal !== undefined) return <div className="soft">{refusal}</div>;
  return (
    <div className="stack">
      <div className="row">
        <Button type={step === "order" ? "primary" : "default"} onClick={() => setStep("order")}>
          {t("raise.title")}
        </Button>
        <Button type={step === "end" ? "primary" : "default"} onClick={() => setStep("end")}>
          {t("endRequest.title")}
        </Button>
      </div>
      {step === "order" ? (
        <RaiseOrder
          request={request}
          caller={undefined}
          asset={undefined}
          onRaised={(order) => void navigate(`/orders/${order.id}`)}
        />
      ) : null}
      {step === "end" ? <EndRequest request={request} onEnded={() => setStep(undefined)} /> : null}
    </div>
  );
}
