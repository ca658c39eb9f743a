import { useTranslation } from "react-i18next";

import type { OrderView, TeamMember } from "../api/types";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";

const STEPS = ["accepted", "declined", "set_out", "arrived", "left"] as const;

/** Who goes, who answers for the job, and how far each has come. */
export function Team({ order: { team } }: { order: OrderView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("order.team")}>
      {team.length === 0 ? <span className="soft">{t("order.nobody")}</span> : null}
      {team.map((member) => (
        <Member key={member.user} member={member} />
      ))}
    </Panel>
  );
}

function Member({ member }: { member: TeamMember }) {
  const { t } = useTranslation();
  const steps = STEPS.flatMap((step) => {
    const at = member.attendance[step];
    return at == null ? [] : [{ step, at }];
  });
  return (
    <div className="member">
      <div className="row tight">
        <b>{member.name}</b>
        {member.lead ? <span className="tag blue">{t("field.lead")}</span> : null}
      </div>
      <div className="row" style={{ gap: "0 12px" }}>
        {steps.length === 0 ? <span className="soft">{t("order.noNews")}</span> : null}
        {steps.map(({ step, at }) => (
          <span key={step} className="soft">
            {t(`event.${step === "left" ? "left_site" : step}`)} <When ms={at} />
          </span>
        ))}
      </div>
    </div>
  );
}
