import { Modal, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useReport } from "../api/queries";
import type { OrderView } from "../api/types";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../i18n";
import { useLanguage } from "../i18n/LanguageContext";
import { ProblemNote } from "../ui/problem";

/** The service report as the customer can read it, in any of the languages. */
export function ReportDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [shown, setShown] = useState<Language>(language);
  const report = useReport(order.id, shown);
  const source = `/api/orders/${order.id}/report?language=${shown}`;
  return (
    <Modal
      open
      footer={null}
      onCancel={onClose}
      width="min(980px, 94vw)"
      title={`${t("report.title")} · ${order.number}`}
      centered
    >
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
          <a href={source} target="_blank" rel="noreferrer">
            {t("report.ownWindow")}
          </a>
        </div>
        <ProblemNote error={report.error} />
        {/* The server's pages may not be framed by address; the text itself is, with none of the console's rights. */}
        {report.data === undefined ? (
          <Skeleton active paragraph={{ rows: 12 }} />
        ) : (
          <iframe
            className="report-frame"
            srcDoc={report.data}
            title={t("report.title")}
            sandbox=""
            lang={shown}
          />
        )}
      </div>
    </Modal>
  );
}
