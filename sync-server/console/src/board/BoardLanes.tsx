import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { OrderRow } from "../api/types";
import { useWord } from "../i18n/word";
import { useKeys } from "../ui/keys";
import { WindowOfTime } from "../ui/moment";
import { HealedTag, Marks, PressingClock, SignoffTag, StatusTag } from "../ui/tags";
import { WindowedList, type WindowedHandle } from "../ui/WindowedList";
import { useFresh } from "./fresh";
import { LANES, moved, type Place } from "./rows";

const CARD_HEIGHT = 144;
const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"] as const;

/** The board as lanes of cards. */
export function BoardLanes({ rows }: { rows: OrderRow[] }) {
  const { t } = useTranslation();
  const lanes = useMemo(
    () => LANES.map(({ statuses }) => rows.filter(({ status }) => statuses.includes(status))),
    [rows],
  );
  const lists = useRef<(WindowedHandle | null)[]>([]);
  const place = useRef<Place>(undefined);
  const fresh = useFresh(rows);
  const move = ({ key }: KeyboardEvent) => {
    const sizes = lanes.map((lane) => lane.length);
    const start = {
      lane: Math.max(
        0,
        sizes.findIndex((size) => size > 0),
      ),
      index: 0,
    };
    place.current = place.current === undefined ? start : moved(place.current, key, sizes);
    lists.current[place.current.lane]?.focus(place.current.index);
  };
  useKeys(Object.fromEntries(ARROWS.map((arrow) => [arrow, move])));

  return (
    <div className="lanes">
      {LANES.map(({ id, statuses }, lane) => {
        const items = lanes[lane] ?? [];
        return (
          <section className="lane" key={id} aria-labelledby={`lane-${id}`}>
            <h2 id={`lane-${id}`}>
              {t(`lane.${id}`)} <span>{items.length}</span>
            </h2>
            <WindowedList
              ref={(list) => {
                lists.current[lane] = list;
              }}
              items={items}
              rowHeight={CARD_HEIGHT}
              keyOf={(row) => row.id}
              label={t(`lane.${id}`)}
              render={(row, index) => (
                <Card
                  row={row}
                  named={statuses.length > 1}
                  fresh={fresh(row)}
                  onFocus={() => (place.current = { lane, index })}
                />
              )}
            />
          </section>
        );
      })}
    </div>
  );
}

interface CardProps {
  row: OrderRow;
  /** Whether the card names its status: where its lane holds several. */
  named: boolean;
  fresh: boolean;
  onFocus: () => void;
}

function Card({ row, named, fresh, onFocus }: CardProps) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Link
      className={fresh ? "card fresh" : "card"}
      data-priority={row.priority}
      data-order={row.id}
      to={`/orders/${row.id}`}
      onFocus={onFocus}
    >
      <span className="top">
        <span className="mono">{row.number || t("order.noNumber")}</span>
        <PressingClock clocks={row.clocks} short />
      </span>
      <span className="title one-line">{row.title}</span>
      <span className="where one-line">{row.customer_name}</span>
      <span className="where one-line soft">{row.address}</span>
      <span className="who one-line">
        {row.lead_name || t("order.nobody")}
        {row.window == null ? null : (
          <>
            {" · "}
            <WindowOfTime window={row.window} />
          </>
        )}
      </span>
      <span className="marks">
        <Marks contested={row.contested} conflicts={row.conflicts} additions={0} />
        <HealedTag clocks={row.clocks} />
        {named ? <StatusTag status={row.status} /> : null}
        <SignoffTag signoff={row.signoff} isVoid={row.void} />
        <Marks contested={false} conflicts={0} additions={row.additions} />
        {row.priority === "normal" ? null : (
          <span className="tag line">{word("priority", row.priority)}</span>
        )}
      </span>
    </Link>
  );
}
