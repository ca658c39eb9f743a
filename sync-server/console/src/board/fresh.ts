import { useEffect, useRef } from "react";

import type { OrderRow } from "../api/types";

/** Tells which rows have news since they were first drawn here, so that they can light up for a moment. */
export function useFresh(rows: OrderRow[]): (row: OrderRow) => boolean {
  const seen = useRef<Map<string, number>>(undefined);
  const before = seen.current;
  useEffect(() => {
    seen.current = new Map(rows.map((row) => [row.id, row.updated_at]));
  }, [rows]);
  return (row) => before !== undefined && before.get(row.id) !== row.updated_at;
}
