import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useComplaintCommand } from "../api/complaints";
import { useAsset } from "../api/queries";
import type { ComplaintView } from "../api/types";
import { conflictAt, textValue } from "../customers/values";
import { useWord } from "../i18n/word";
import { EditableFact } from "../ui/EditableFact";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";

/** Whose, about what, by which way, where it came from and what came of it. */
export function ComplaintFacts({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const word = useWord();
  const { customer, customer_name, received_at } = complaint;
  return (
    <Panel title={t("order.facts")}>
      <dl className="facts">
        <dt>{t("field.customer")}</dt>
        <dd>{customer == null ? "—" : <Link to={`/customers/${customer}`}>{customer_name}</Link>}</dd>
        <dt>{t("field.asset")}</dt>
        <dd>{complaint.asset == null ? "—" : <Machine id={complaint.asset} />}</dd>
        <dt>{t("complaintFact.received")}</dt>
        <dd>
          {received_at == null ? "—" : <When ms={received_at} full />} · {word("channel", complaint.channel)}
        </dd>
        <Fact complaint={complaint} name="title" label={t("field.title")} />
        <Fact complaint={complaint} name="contact" label={t("field.contact")} />
        <Fact complaint={complaint} name="phone" label={t("field.phone")} />
        <Fact complaint={complaint} name="product_model" label={t("field.model")} />
        <Fact complaint={complaint} name="demand" label={t("complaintFact.demand")} />
        {complaint.investigator === "" ? null : (
          <>
            <dt>{t("complaintFact.investigator")}</dt>
            <dd>{complaint.investigator}</dd>
          </>
        )}
        <Links complaint={complaint} />
      </dl>
    </Panel>
  );
}

function Machine({ id }: { id: string }) {
  const { data } = useAsset(id);
  return (
    <Link to={`/assets/${id}`}>
      {data?.model} <span className="mono">{data?.serial}</span>
    </Link>
  );
}

/** The call and the order it came from, the orders raised from it, and the complaint it goes on in. */
function Links({ complaint: { request, order, orders, merged_into } }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  return (
    <>
      {request == null && order == null ? null : (
        <>
          <dt>{t("field.request")}</dt>
          <dd className="row">
            {request == null ? null : <Link to={`/requests/${request}`}>{t("order.toRequest")}</Link>}
            {order == null ? null : <Link to={`/orders/${order}`}>{t("complaint.toOrder")}</Link>}
          </dd>
        </>
      )}
      {orders.length === 0 ? null : (
        <>
          <dt>{t("complaintFact.orders")}</dt>
          <dd className="row">
            {orders.map((id) => (
              <Link key={id} to={`/orders/${id}`}>
                {t("complaint.toOrder")}
              </Link>
            ))}
          </dd>
        </>
      )}
      {merged_into == null ? null : (
        <>
          <dt>{t("complaintStatus.merged")}</dt>
          <dd>
            <Link to={`/complaints/${merged_into}`}>{t("complaint.mergedInto")}</Link>
          </dd>
        </>
      )}
    </>
  );
}

interface FactProps {
  complaint: ComplaintView;
  name: "title" | "contact" | "phone" | "product_model" | "demand";
  label: string;
}

function Fact({ complaint, name, label }: FactProps) {
  const command = useComplaintCommand(complaint.id);
  return (
    <EditableFact
      label={label}
      typed={complaint[name]}
      values={conflictAt(complaint.conflicts, `fact/${name}`)}
      toValue={textValue}
      saving={{ ...command, mutate: (value, then) => command.mutate({ set_fact: { name, value } }, then) }}
    />
  );
}
