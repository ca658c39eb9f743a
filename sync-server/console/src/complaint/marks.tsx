import { useTranslation } from "react-i18next";

import { useNameOf } from "../api/queries";
import type { ComplaintRow } from "../api/types";
import { useWord } from "../i18n/word";
import type { Tone } from "../ui/tags";

const STATUS_TONE: Record<string, Tone> = {
  taken: "grey",
  investigating: "blue",
  proposed: "violet",
  agreed: "teal",
  approved: "teal",
  carried_out: "amber",
  told: "green",
  closed: "green",
  withdrawn: "grey",
  merged: "grey",
};

const SEVERITY_TONE: Record<string, Tone> = { minor: "grey", major: "amber", critical: "red" };

/** A complaint's status in words and colour. */
export function ComplaintStatusTag({ status, big = false }: { status: string; big?: boolean }) {
  const word = useWord();
  return (
    <span className={`tag ${STATUS_TONE[status] ?? "grey"}${big ? " big" : ""}`}>
      {word("complaintStatus", status)}
    </span>
  );
}

type Graded = Pick<ComplaintRow, "class" | "severity">;

/** What it is about and how much harm there is, or that nobody has said so yet. */
export function GradeTags({ class: about, severity, big = false }: Graded & { big?: boolean }) {
  const { t } = useTranslation();
  const word = useWord();
  const size = big ? " big" : "";
  if (about == null && severity == null)
    return <span className={`tag line${size}`}>{t("complaint.ungraded")}</span>;
  return (
    <>
      {about == null ? null : <span className={`tag line${size}`}>{word("complaintClass", about)}</span>}
      {severity == null ? null : (
        <span className={`tag ${SEVERITY_TONE[severity] ?? "grey"}${size}`}>
          {word("severity", severity)}
        </span>
      )}
    </>
  );
}

/** For whom a complaint waits: the person named, else anybody of the roles; nothing where it is done with. */
export function useWaitsFor(): (row: Pick<ComplaintRow, "waits_for" | "waits_for_roles">) => string {
  const word = useWord();
  const nameOf = useNameOf();
  return ({ waits_for, waits_for_roles }) =>
    waits_for == null ? waits_for_roles.map((role) => word("role", role)).join(" / ") : nameOf(waits_for);
}
