import { FileTextOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { ComplaintView } from "../api/types";
import { ReportDialog } from "../document/ReportDialog";
import { Marks, PressingClock } from "../ui/tags";
import { ComplaintActions } from "./ComplaintActions";
import { ComplaintStatusTag, GradeTags, useWaitsFor } from "./marks";

/** Number, status, grade and marks, for whom it waits, and what can be asked of it now. */
export function ComplaintHead({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const who = useWaitsFor()(complaint);
  const [report, setReport] = useState(false);
  return (
    <header className="order-head stack tight">
      <div className="row spread">
        <div className="row">
          <Link to="/complaints">{t("nav.complaints")}</Link>
          <span className="soft" aria-hidden>
            /
          </span>
          <span className="mono">{complaint.number || t("order.noNumber")}</span>
        </div>
        <div className="row">
          <Button
            icon={<FileTextOutlined aria-hidden />}
            onClick={() => setReport(true)}
            data-action="report"
          >
            {t("report.open")}
          </Button>
          <ComplaintActions complaint={complaint} />
        </div>
      </div>
      <h1>{complaint.title || t("complaint.untitled")}</h1>
      <div className="row tight">
        <div className="row tight" aria-live="polite">
          <ComplaintStatusTag status={complaint.status} big />
          <GradeTags class={complaint.class} severity={complaint.severity} big />
          <Marks
            big
            contested={complaint.contest != null}
            conflicts={complaint.conflicts.length}
            additions={0}
          />
          {complaint.left_for_tomorrow ? (
            <span className="tag red big">{t("complaint.leftForTomorrow")}</span>
          ) : null}
        </div>
        <PressingClock clocks={complaint.clocks} />
        {who === "" ? null : <span className="soft">{t("complaint.waitsFor", { who })}</span>}
      </div>
      {report ? (
        <ReportDialog
          of="complaint"
          id={complaint.id}
          title={`${t("report.ofComplaint")} · ${complaint.number}`}
          onClose={() => setReport(false)}
        />
      ) : null}
    </header>
  );
}
