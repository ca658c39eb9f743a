import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { useComplaints } from "../api/complaints";
import { PressingClock } from "../ui/tags";
import { Nothing, Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { ComplaintStatusTag } from "./marks";

interface Props {
  /** The document whose complaints these are: an order, a call, a customer or a machine. */
  document: string;
  /** What a new one would come from, for the address of the form; none where it can come from nothing here. */
  from?: "order" | "request";
}

/** Complaints that come from a document or are about it, and the way to take one down. */
export function LinkedComplaints({ document, from }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const complaints = useComplaints({ linked: document });
  return (
    <Panel
      title={t("complaint.title")}
      extra={
        from === undefined ? null : (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate(`/complaints/new?${from}=${document}`)}
          >
            {t("complaint.new")}
          </Button>
        )
      }
    >
      <ProblemNote error={complaints.error} />
      {complaints.data?.complaints.length === 0 ? <Nothing /> : null}
      {complaints.data?.complaints.map((row) => (
        <div className="member row" key={row.id} style={{ flexDirection: "row", gap: 8 }}>
          <Link className="mono" to={`/complaints/${row.id}`}>
            {row.number || t("order.noNumber")}
          </Link>
          <span style={{ flex: 1 }} className="one-line">
            {row.title}
          </span>
          <PressingClock clocks={row.clocks} short />
          <ComplaintStatusTag status={row.status} />
        </div>
      ))}
    </Panel>
  );
}
