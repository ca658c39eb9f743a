import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useOrder } from "../api/queries";
import type { OrderView } from "../api/types";
import { Panel, usePageTitle } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { ClockList } from "../ui/tags";
import { Conflicts } from "./Conflicts";
import { Contest } from "./Contest";
import { DiagnosisPanel } from "./Diagnosis";
import { Facts } from "./Facts";
import { OrderHead } from "./OrderHead";
import { Parts } from "./Parts";
import { Photos } from "./Photos";
import { SignoffPanel } from "./SignoffPanel";
import { Team } from "./Team";
import { EditableText } from "./Texts";
import { Timeline } from "./Timeline";

/** One work order, kept current while it is open. */
export default function OrderPage() {
  const { id = "" } = useParams();
  const order = useOrder(id);
  if (order.isPending) {
    return (
      <div className="page-body" aria-busy="true">
        <Skeleton active paragraph={{ rows: 12 }} />
      </div>
    );
  }
  if (order.data === undefined)
    return <ProblemPage error={order.error} onRetry={() => void order.refetch()} />;
  return <Order key={id} order={order.data} error={order.error} />;
}

function Order({ order, error }: { order: OrderView; error: unknown }) {
  const { t } = useTranslation();
  usePageTitle(`${order.number} ${order.title}`);
  return (
    <>
      <OrderHead order={order} />
      <div className="order-columns">
        <div className="stack">
          <ProblemNote error={error} />
          <Contest order={order} />
          <Conflicts order={order} />
          <SignoffPanel order={order} />
          <Facts order={order} />
          <div className="side-by-side">
            <Panel title={t("order.fault")}>
              <p className="wrap-text" style={{ margin: 0 }}>
                {order.texts.fault}
              </p>
            </Panel>
            <EditableText order={order} field="notes" title={t("order.notes")} />
          </div>
          <DiagnosisPanel order={order} />
          <Parts parts={order.parts} />
          <Photos order={order.id} photos={order.photos} />
        </div>
        <div className="stack">
          {order.clocks.length === 0 ? null : (
            <Panel title={t("order.clocks")}>
              <ClockList clocks={order.clocks} />
            </Panel>
          )}
          <Team order={order} />
          <Timeline order={order} />
        </div>
      </div>
    </>
  );
}
