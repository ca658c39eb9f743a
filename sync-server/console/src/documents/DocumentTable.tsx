import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { DocumentKindView, DocumentRow } from "../api/types";
import { moved } from "../board/rows";
import { useWaitsFor } from "../complaint/marks";
import { useKeys } from "../ui/keys";
import { When } from "../ui/moment";
import { Marks, PressingClock } from "../ui/tags";
import { WindowedList, type WindowedHandle } from "../ui/WindowedList";
import { kindWords, type KindWords } from "./kindWords";
import { listPath } from "./places";
import { StatusOf } from "./StatusOf";

const ROW_HEIGHT = 56;

interface Props {
  kind: DocumentKindView;
  rows: DocumentRow[];
}

/** Documents of a kind as one dense list; each line is a link to its page. */
export function DocumentTable({ kind, rows }: Props) {
  const { t } = useTranslation();
  const list = useRef<WindowedHandle>(null);
  const place = useRef<number>(undefined);
  const move = ({ key }: KeyboardEvent) => {
    const start = { lane: 0, index: place.current ?? 0 };
    place.current = place.current === undefined ? 0 : moved(start, key, [rows.length]).index;
    list.current?.focus(place.current);
  };
  useKeys({ ArrowUp: move, ArrowDown: move });
  const words = kindWords(kind);
  const columns = [
    t("complaintColumn.number"),
    t("complaintColumn.title"),
    t("complaintColumn.status"),
    t("complaintColumn.waits"),
    t("complaintColumn.clock"),
    t("documents.updated"),
  ];
  return (
    <div className="panel grid documents">
      <div className="grid-row head" aria-hidden>
        {columns.map((column) => (
          <span key={column} className="one-line">
            {column}
          </span>
        ))}
      </div>
      <WindowedList
        ref={list}
        items={rows}
        rowHeight={ROW_HEIGHT}
        keyOf={(row) => row.id}
        label={kind.list}
        render={(row, index) => <Line row={row} words={words} onFocus={() => (place.current = index)} />}
      />
    </div>
  );
}

interface LineProps {
  row: DocumentRow;
  words: KindWords;
  onFocus: () => void;
}

function Line({ row, words, onFocus }: LineProps) {
  const { t } = useTranslation();
  const waitsFor = useWaitsFor();
  return (
    <Link
      className="grid-row"
      data-document={row.id}
      to={`${listPath(row.kind)}/${row.id}`}
      onFocus={onFocus}
    >
      <span className="mono one-line">{row.number || t("order.noNumber")}</span>
      <span>
        <div className="one-line">
          <Marks contested={row.contested} conflicts={row.conflicts} additions={0} />{" "}
          <b>{row.title || t("complaint.untitled")}</b>
        </div>
        <div className="one-line soft">{row.customer_name}</div>
      </span>
      <span>
        <StatusOf row={row} words={words} />
      </span>
      <span className="two-lines">{waitsFor(row)}</span>
      <span>
        <PressingClock clocks={row.clocks} short />
      </span>
      <span className="soft">
        <When ms={row.updated_at} />
      </span>
    </Link>
  );
}
