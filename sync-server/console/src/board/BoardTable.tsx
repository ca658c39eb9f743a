import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { OrderRow } from "../api/types";
import { useKeys } from "../ui/keys";
import { When, WindowOfTime } from "../ui/moment";
import { HealedTag, Marks, PressingClock, SignoffTag, StatusTag } from "../ui/tags";
import { WindowedList, type WindowedHandle } from "../ui/WindowedList";
import { useFresh } from "./fresh";
import { moved } from "./rows";

const ROW_HEIGHT = 46;
const COLUMNS = ["number", "title", "customer", "status", "lead", "window", "marks", "updated"] as const;

/** The board as one dense list; each line is a link to its order. */
export function BoardTable({ rows }: { rows: OrderRow[] }) {
  const { t } = useTranslation();
  const list = useRef<WindowedHandle>(null);
  const place = useRef<number>(undefined);
  const fresh = useFresh(rows);
  const move = ({ key }: KeyboardEvent) => {
    const start = { lane: 0, index: place.current ?? 0 };
    place.current = place.current === undefined ? 0 : moved(start, key, [rows.length]).index;
    list.current?.focus(place.current);
  };
  useKeys({ ArrowUp: move, ArrowDown: move });
  return (
    <div className="panel grid">
      <div className="grid-row head" aria-hidden>
        {COLUMNS.map((column) => (
          <span key={column}>{t(`column.${column}`)}</span>
        ))}
      </div>
      <WindowedList
        ref={list}
        items={rows}
        rowHeight={ROW_HEIGHT}
        keyOf={(row) => row.id}
        label={t("board.title")}
        render={(row, index) => <Line row={row} fresh={fresh(row)} onFocus={() => (place.current = index)} />}
      />
    </div>
  );
}

function Line({ row, fresh, onFocus }: { row: OrderRow; fresh: boolean; onFocus: () => void }) {
  const { t } = useTranslation();
  return (
    <Link
      className={fresh ? "grid-row fresh" : "grid-row"}
      data-order={row.id}
      to={`/orders/${row.id}`}
      onFocus={onFocus}
    >
      <span className="mono one-line">{row.number || t("order.noNumber")}</span>
      <span className="one-line">
        <b>{row.title}</b>
      </span>
      <span className="one-line">
        {row.customer_name} <span className="soft">{row.address}</span>
      </span>
      <span>
        <StatusTag status={row.status} />
      </span>
      <span className="one-line">{row.lead_name || <span className="soft">{t("order.nobody")}</span>}</span>
      <span>{row.window == null ? null : <WindowOfTime window={row.window} />}</span>
      <span className="row tight" style={{ flexWrap: "nowrap", overflow: "hidden" }}>
        <Marks {...row} />
        <SignoffTag signoff={row.signoff} isVoid={row.void} />
        <PressingClock clocks={row.clocks} short />
        <HealedTag clocks={row.clocks} />
      </span>
      <span className="soft">
        <When ms={row.updated_at} />
      </span>
    </Link>
  );
}
