import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { refusalOf, usePossible } from "../api/possible";
import { useOrder, useOrderCommand } from "../api/queries";
import type { OrderView } from "../api/types";
import { Panel, usePageTitle } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { ClockList } from "../ui/tags";
import { LinkedComplaints } from "../complaint/Linked";
import { Conflicts } from "../document/Conflicts";
import { Contest, type Reading } from "../document/Contest";
import { DiagnosisPanel } from "./Diagnosis";
import { Facts } from "./Facts";
import { OrderHead } from "./OrderHead";
import { Parts } from "./Parts";
import { Photos } from "../document/Photos";
import { SignoffPanel } from "./SignoffPanel";
import { Team } from "./Team";
import { EditableText } from "../document/Texts";
import { Timeline } from "../document/Timeline";

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

/** Facts that have their choice in place, beside the other facts. */
const SHOWN_IN_PLACE = ["fact/address", "fact/contact", "fact/phone"];

const READING: Reading = {
  of: "order",
  isOfField: ({ author }) => !author.office,
  fixed: ["raised", "settled"],
};

function Order({ order, error }: { order: OrderView; error: unknown }) {
  const { t } = useTranslation();
  const settling = useOrderCommand(order.id);
  const choosing = useOrderCommand(order.id);
  const editing = useOrderCommand(order.id);
  const possible = usePossible(order.id);
  usePageTitle(`${order.number} ${order.title}`);
  return (
    <>
      <OrderHead order={order} />
      <div className="order-columns">
        <div className="stack">
          <ProblemNote error={error} />
          <Contest
            document={order}
            reading={READING}
            title={t("contest.title")}
            refusal={refusalOf(possible.data, "settle")}
            saving={settling}
          />
          <Conflicts conflicts={order.conflicts} shownInPlace={SHOWN_IN_PLACE} saving={choosing} />
          <SignoffPanel order={order} />
          <Facts order={order} />
          <div className="side-by-side">
            <Panel title={t("order.fault")}>
              <p className="wrap-text" style={{ margin: 0 }}>
                {order.texts.fault}
              </p>
            </Panel>
            <EditableText document={order} saving={editing} field="notes" title={t("order.notes")} />
          </div>
          <DiagnosisPanel order={order} />
          <Parts parts={order.parts} />
          <Photos document={order.id} photos={order.photos} />
        </div>
        <div className="stack">
          {order.clocks.length === 0 ? null : (
            <Panel title={t("order.clocks")}>
              <ClockList clocks={order.clocks} />
            </Panel>
          )}
          <Team order={order} />
          <LinkedComplaints document={order.id} from="order" />
          <Timeline timeline={order.timeline} of="order" />
        </div>
      </div>
    </>
  );
}
