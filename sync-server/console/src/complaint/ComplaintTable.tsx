import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { ComplaintRow } from "../api/types";
import { moved } from "../board/rows";
import { useKeys } from "../ui/keys";
import { Marks, PressingClock } from "../ui/tags";
import { WindowedList, type WindowedHandle } from "../ui/WindowedList";
import { ComplaintStatusTag, GradeTags, useWaitsFor } from "./marks";

const ROW_HEIGHT = 56;
const COLUMNS = ["number", "title", "grade", "status", "waits", "clock"] as const;

/** Complaints as one dense list; each line is a link to its page. */
export function ComplaintTable({ rows }: { rows: ComplaintRow[] }) {
  const { t } = useTranslation();
  const list = useRef<WindowedHandle>(null);
  const place = useRef<number>(undefined);
  const move = ({ key }: KeyboardEvent) => {
    const start = { lane: 0, index: place.current ?? 0 };
    place.current = place.current === undefined ? 0 : moved(start, key, [rows.length]).index;
    list.current?.focus(place.current);
  };
  useKeys({ ArrowUp: move, ArrowDown: move });
  return (
    <div className="panel grid complaints">
      <div className="grid-row head" aria-hidden>
        {COLUMNS.map((column) => (
          <span key={column} className="one-line">
            {t(`complaintColumn.${column}`)}
          </span>
        ))}
      </div>
      <WindowedList
        ref={list}
        items={rows}
        rowHeight={ROW_HEIGHT}
        keyOf={(row) => row.id}
        label={t("complaint.title")}
        render={(row, index) => <Line row={row} onFocus={() => (place.current = index)} />}
      />
    </div>
  );
}

function Line({ row, onFocus }: { row: ComplaintRow; onFocus: () => void }) {
  const { t } = useTranslation();
  const waitsFor = useWaitsFor();
  return (
    <Link className="grid-row" data-complaint={row.id} to={`/complaints/${row.id}`} onFocus={onFocus}>
      <span className="mono one-line">{row.number || t("order.noNumber")}</span>
      <span>
        <div className="one-line">
          <Marks contested={row.contested} conflicts={0} additions={0} />{" "}
          <b>{row.title || t("complaint.untitled")}</b>
        </div>
        <div className="one-line soft">{row.customer_name}</div>
      </span>
      <span className="row tight">
        <GradeTags class={row.class} severity={row.severity} />
      </span>
      <span>
        <ComplaintStatusTag status={row.status} />
      </span>
      <span className="two-lines">{waitsFor(row)}</span>
      <span>
        <PressingClock clocks={row.clocks} short />
      </span>
    </Link>
  );
}
