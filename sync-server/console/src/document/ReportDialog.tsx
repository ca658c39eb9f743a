import { Modal, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { reportPath, useReport } from "../api/queries";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../i18n";
import { useLanguage } from "../i18n/LanguageContext";
import { ProblemNote } from "../ui/problem";

interface Props {
  /** What it is the report of. */
  of: "order" | "complaint";
  id: string;
  title: string;
  onClose: () => void;
}

/** A report as it can be read and printed, in any of the languages. */
export function ReportDialog({ of, id, title, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [shown, setShown] = useState<Language>(language);
  const report = useReport(of, id, shown);
  return (
    <Modal open footer={null} onCancel={onClose} width="min(980px, 94vw)" title={title} centered>
      <div className="stack">
        <div className="row spread">
          <Segmented<Language>
            aria-label={t("nav.language")}
            value={shown}
            onChange={setShown}
            options={LANGUAGES.map((value) => ({
              value,
              label: <span lang={value}>{LANGUAGE_NAMES[value]}</span>,
            }))}
          />
          <a href={reportPath(of, id, shown)} target="_blank" rel="noreferrer">
            {t("report.ownWindow")}
          </a>
        </div>
        <ProblemNote error={report.error} />
        {/* The server's pages may not be framed by address; the text itself is, with none of the console's rights. */}
        {report.data === undefined ? (
          <Skeleton active paragraph={{ rows: 12 }} />
        ) : (
          <iframe className="report-frame" srcDoc={report.data} title={title} sandbox="" lang={shown} />
        )}
      </div>
    </Modal>
  );
}
