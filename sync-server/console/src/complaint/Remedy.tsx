import { useTranslation } from "react-i18next";

import type { ComplaintView } from "../api/types";
import { money } from "../format/money";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { Nothing, Panel } from "../ui/Page";

/** The remedy on the table, what it costs, what the customer said to it and who approved it. */
export function RemedyPanel({ complaint: { proposal } }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const word = useWord();
  if (proposal == null)
    return (
      <Panel title={t("proposal.title")}>
        <span className="soft">{t("proposal.none")}</span>
      </Panel>
    );
  const { agreed } = proposal;
  return (
    <Panel title={t("proposal.title")}>
      <dl className="facts">
        <dt>{t("proposal.remedy")}</dt>
        <dd>{word("complaintRemedy", proposal.remedy)}</dd>
        <dt>{t("proposal.plan")}</dt>
        <dd className="wrap-text">{proposal.plan}</dd>
        <dt>{t("proposal.cost")}</dt>
        <dd>{money(proposal.cost_minor, proposal.currency)}</dd>
        {agreed == null ? null : (
          <>
            <dt>{t("proposal.reply")}</dt>
            <dd>
              <div className="wrap-text">{agreed.words}</div>
              <span className="soft">
                {agreed.who} · {word("channel", agreed.channel)} · <When ms={agreed.said_at} />
              </span>
            </dd>
          </>
        )}
        {proposal.approved_by === "" ? null : (
          <>
            <dt>{t("proposal.approvedBy")}</dt>
            <dd>{proposal.approved_by}</dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

/** What the customer was told in the end, and whether they are satisfied. */
export function OutcomePanel({ complaint: { outcome } }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const word = useWord();
  if (outcome == null)
    return (
      <Panel title={t("told.title")}>
        <Nothing />
      </Panel>
    );
  const satisfied =
    outcome.satisfied == null ? "told.unsaid" : outcome.satisfied ? "common.yes" : "common.no";
  return (
    <Panel title={t("told.title")}>
      <dl className="facts">
        <dt>{t("told.answer")}</dt>
        <dd className="wrap-text">{outcome.answer}</dd>
        <dt>{t("told.who")}</dt>
        <dd>
          {outcome.who} · {word("channel", outcome.channel)}
        </dd>
        <dt>{t("told.satisfied")}</dt>
        <dd>{t(satisfied)}</dd>
      </dl>
    </Panel>
  );
}
