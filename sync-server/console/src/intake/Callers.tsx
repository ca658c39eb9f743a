import type { UseQueryResult } from "@tanstack/react-query";
import { Button, Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CallerView } from "../api/types";
import { useWord } from "../i18n/word";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { StatusTag } from "../ui/tags";

interface Props {
  query: UseQueryResult<CallerView[]>;
  typed: string;
  chosen: string | undefined;
  onUse: (caller: CallerView, asset?: CallerView["assets"][number]) => void;
}

/** Who may be calling: past orders, machines and their warranty at once (R3). */
export function Callers({ query, typed, chosen, onUse }: Props) {
  const { t } = useTranslation();
  const found = typed === "" ? [] : (query.data ?? []);
  return (
    <Panel title={t("callers.title")}>
      <div aria-live="polite">
        <ProblemNote error={query.error} />
        {query.isLoading ? <Skeleton active paragraph={{ rows: 3 }} /> : null}
        {!query.isLoading && found.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(typed === "" ? "callers.hint" : "callers.nobody")}
          />
        ) : null}
        {found.map((caller) => (
          <CallerCard
            key={caller.customer.id}
            caller={caller}
            chosen={caller.customer.id === chosen}
            onUse={onUse}
          />
        ))}
      </div>
    </Panel>
  );
}

function CallerCard({
  caller,
  chosen,
  onUse,
}: {
  caller: CallerView;
  chosen: boolean;
  onUse: Props["onUse"];
}) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <article className="caller stack tight">
      <div className="row spread">
        <span>
          <b>{caller.customer.name}</b>{" "}
          {caller.matched_by.map((by) => (
            <span className="tag line" key={by}>
              {word("matchedBy", by)}
            </span>
          ))}
        </span>
        <Button
          size="small"
          type={chosen ? "default" : "primary"}
          onClick={() => onUse(caller)}
          disabled={chosen}
        >
          {t(chosen ? "callers.chosen" : "callers.use")}
        </Button>
      </div>
      <div className="soft">
        {[caller.contact, caller.phone, caller.address].filter((part) => part !== "").join(" · ")}
      </div>
      {caller.assets.map((asset) => (
        <div className="asset-choice" key={asset.id}>
          <span>
            {asset.model} <span className="mono soft">{asset.serial}</span>{" "}
            <span className="tag line">{word("warranty", asset.warranty)}</span>
          </span>
          <Button size="small" onClick={() => onUse(caller, asset)}>
            {t("callers.useAsset")}
          </Button>
        </div>
      ))}
      {caller.open_orders.map((order) => (
        <div className="row tight" key={order.id}>
          <Link className="mono" to={`/orders/${order.id}`} target="_blank">
            {order.number || t("order.noNumber")}
          </Link>
          <StatusTag status={order.status} />
          <span className="one-line">{order.title}</span>
        </div>
      ))}
      <div className="soft">{t("callers.past", { n: caller.past_orders })}</div>
    </article>
  );
}
