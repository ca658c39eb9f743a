import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useComplaint, useComplaintCommand } from "../api/complaints";
import { refusalOf, usePossible } from "../api/possible";
import type { ComplaintView } from "../api/types";
import { AddPhoto } from "../document/AddPhoto";
import { Conflicts } from "../document/Conflicts";
import { Contest } from "../document/Contest";
import { Photos } from "../document/Photos";
import { EditableText } from "../document/Texts";
import { Timeline } from "../document/Timeline";
import { PageLoading, Panel, usePageTitle } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { ClockList } from "../ui/tags";
import { ComplaintFacts } from "./ComplaintFacts";
import { ComplaintHead } from "./ComplaintHead";
import { FindingsPanel } from "./Findings";
import { COMPLAINT_READING } from "./reading";
import { OutcomePanel, RemedyPanel } from "./Remedy";
import { Similar } from "./Similar";

/** One complaint, kept current while it is open. */
export default function ComplaintPage() {
  const { id = "" } = useParams();
  const complaint = useComplaint(id);
  if (complaint.isPending) return <PageLoading />;
  if (complaint.data === undefined)
    return <ProblemPage error={complaint.error} onRetry={() => void complaint.refetch()} />;
  return <Complaint key={id} complaint={complaint.data} error={complaint.error} />;
}

/** Facts that have their choice in place, beside the other facts. */
const SHOWN_IN_PLACE = ["title", "contact", "phone", "product_model", "demand"].map((name) => `fact/${name}`);

function Complaint({ complaint, error }: { complaint: ComplaintView; error: unknown }) {
  const { t } = useTranslation();
  const settling = useComplaintCommand(complaint.id);
  const choosing = useComplaintCommand(complaint.id);
  const adding = useComplaintCommand(complaint.id);
  const possible = usePossible(complaint.id);
  usePageTitle(`${complaint.number} ${complaint.title}`);
  return (
    <>
      <ComplaintHead complaint={complaint} />
      <div className="order-columns">
        <div className="stack">
          <ProblemNote error={error} />
          <Contest
            document={complaint}
            reading={COMPLAINT_READING}
            title={t("complaint.contest")}
            refusal={refusalOf(possible.data, "settle")}
            saving={settling}
          />
          <Conflicts conflicts={complaint.conflicts} shownInPlace={SHOWN_IN_PLACE} saving={choosing} />
          <ComplaintFacts complaint={complaint} />
          <LongText complaint={complaint} field="facts" />
          <FindingsPanel complaint={complaint} />
          <div className="side-by-side">
            <LongText complaint={complaint} field="investigation" />
            <LongText complaint={complaint} field="prevention" />
          </div>
          <div className="side-by-side">
            <RemedyPanel complaint={complaint} />
            <OutcomePanel complaint={complaint} />
          </div>
          <Similar complaint={complaint} />
          <Photos
            document={complaint.id}
            photos={complaint.photos}
            extra={<AddPhoto add={adding.mutateAsync} />}
          />
        </div>
        <div className="stack">
          {complaint.clocks.length === 0 ? null : (
            <Panel title={t("order.clocks")}>
              <ClockList clocks={complaint.clocks} />
            </Panel>
          )}
          <LongText complaint={complaint} field="notes" />
          <Timeline timeline={complaint.timeline} of="complaint" />
        </div>
      </div>
    </>
  );
}

interface TextProps {
  complaint: ComplaintView;
  field: "facts" | "investigation" | "prevention" | "notes";
}

function LongText({ complaint, field }: TextProps) {
  const { t } = useTranslation();
  const saving = useComplaintCommand(complaint.id);
  return (
    <EditableText document={complaint} saving={saving} field={field} title={t(`complaintFact.${field}`)} />
  );
}
