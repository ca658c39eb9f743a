import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useCustomer } from "../api/queries";
import type { CustomerView } from "../api/types";
import { LinkedComplaints } from "../complaint/Linked";
import { When } from "../ui/moment";
import { Nothing, PageHead, Panel } from "../ui/Page";
import { ProblemPage } from "../ui/problem";
import { HealedTag, Marks, PressingClock, SignoffTag, StatusTag } from "../ui/tags";
import { CustomerFacts } from "./CustomerFacts";
import { Machines } from "./Machines";
import { Contacts, Sites } from "./Parties";

/** One customer: who they are, whom to call, where, their machines and orders. */
export default function CustomerPage() {
  const { id = "" } = useParams();
  const customer = useCustomer(id);
  if (customer.isPending) {
    return (
      <div className="page-body">
        <Skeleton active />
      </div>
    );
  }
  if (customer.data === undefined)
    return <ProblemPage error={customer.error} onRetry={() => void customer.refetch()} />;
  return <Customer key={id} customer={customer.data} />;
}

function Customer({ customer }: { customer: CustomerView }) {
  return (
    <>
      <PageHead title={customer.name}>
        <Marks contested={false} conflicts={customer.conflicts.length} additions={0} />
      </PageHead>
      <div className="page-body narrow stack">
        <div className="signoff-grid">
          <div className="stack">
            <CustomerFacts customer={customer} />
            <Contacts customer={customer} />
          </div>
          <Sites customer={customer} />
        </div>
        <Machines customer={customer} />
        <Orders customer={customer} />
        <LinkedComplaints document={customer.id} />
      </div>
    </>
  );
}

function Orders({ customer: { orders } }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("customer.orders")}>
      {orders.length === 0 ? <Nothing /> : null}
      {orders.map((order) => (
        <div className="member row" key={order.id} style={{ flexDirection: "row", gap: 8 }}>
          <Link className="mono" to={`/orders/${order.id}`}>
            {order.number || t("order.noNumber")}
          </Link>
          <span style={{ flex: 1 }} className="one-line">
            {order.title}
          </span>
          <PressingClock clocks={order.clocks} short />
          <HealedTag clocks={order.clocks} />
          <Marks {...order} />
          <SignoffTag signoff={order.signoff} isVoid={order.void} />
          <StatusTag status={order.status} />
          <span className="soft">
            <When ms={order.updated_at} />
          </span>
        </div>
      ))}
    </Panel>
  );
}
