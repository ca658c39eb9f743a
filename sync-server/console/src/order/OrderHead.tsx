import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { OrderView } from "../api/types";
import { useWord } from "../i18n/word";
import { HealedTag, Marks, PressingClock, SignoffTag, StatusTag } from "../ui/tags";
import { ActionBar } from "./ActionBar";

/** Number, status, sign-off and marks, with what the office can do now. */
export function OrderHead({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <header className="order-head stack tight">
      <div className="row spread">
        <div className="row">
          <Link to="/board">{t("nav.board")}</Link>
          <span className="soft" aria-hidden>
            /
          </span>
          <span className="mono">{order.number || t("order.noNumber")}</span>
          {order.visit > 1 ? <span className="tag line">{t("order.visit", { n: order.visit })}</span> : null}
          {order.priority === "normal" || order.priority === "" ? null : (
            <span className="tag amber">{word("priority", order.priority)}</span>
          )}
        </div>
        <ActionBar order={order} />
      </div>
      <h1>{order.title}</h1>
      <div className="row tight">
        <div className="row tight" aria-live="polite">
          <StatusTag status={order.status} big />
          {order.hold == null ? null : (
            <span className="tag amber big">{word("holdReason", order.hold)}</span>
          )}
          {order.outcome == null ? null : (
            <span className="tag line big">{word("outcome", order.outcome)}</span>
          )}
          <SignoffTag signoff={order.signoff_status} isVoid={order.signoff?.valid === false} big />
          <Marks
            big
            contested={order.contest != null}
            conflicts={order.conflicts.length}
            additions={order.signoff?.additions.length ?? 0}
          />
        </div>
        <PressingClock clocks={order.clocks} />
        <HealedTag clocks={order.clocks} />
      </div>
    </header>
  );
}
