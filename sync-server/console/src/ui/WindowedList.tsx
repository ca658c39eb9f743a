import { useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from "react";

/** Lets a caller bring a row into view and put the focus on it. */
export interface WindowedHandle {
  focus: (index: number) => void;
}

interface Props<T> {
  items: T[];
  /** The height every row has, in CSS pixels. */
  rowHeight: number;
  keyOf: (item: T) => string;
  render: (item: T, index: number) => ReactNode;
  label: string;
  /** `list` of cards or the rows of a `table`. */
  as?: "list" | "table";
  ref?: Ref<WindowedHandle>;
}

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 6;

/** The range of rows to draw for a scroll position. */
export function visibleRange(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
): [number, number] {
  const first = Math.min(count, Math.max(0, Math.floor(scrollTop / rowHeight) - OVERSCAN));
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + OVERSCAN);
  return [first, last];
}

/** A list of any length that draws only the rows in view. */
export function WindowedList<T>({ items, rowHeight, keyOf, render, label, as = "list", ref }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [wanted, setWanted] = useState<number>();

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);

  useImperativeHandle(ref, () => ({
    focus: (index) => {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      if (top + rowHeight > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + rowHeight - element.clientHeight;
      }
      setView({ top: element.scrollTop, height: element.clientHeight });
      setWanted(index);
    },
  }));

  useEffect(() => {
    if (wanted === undefined) return;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${wanted}"] a`)
      ?.focus({ preventScroll: true });
    setWanted(undefined);
  }, [wanted]);

  const [first, last] = visibleRange(view.top, view.height, rowHeight, items.length);
  const slots = items.slice(first, last).map((item, offset) => {
    const index = first + offset;
    const place = { top: index * rowHeight, height: rowHeight };
    const shared = { className: "slot", style: place, "data-index": index };
    return as === "list" ? (
      <li key={keyOf(item)} {...shared} aria-setsize={items.length} aria-posinset={index + 1}>
        {render(item, index)}
      </li>
    ) : (
      <div key={keyOf(item)} {...shared}>
        {render(item, index)}
      </div>
    );
  });
  const whole = { height: items.length * rowHeight };
  return (
    <div
      className="windowed"
      ref={scroller}
      tabIndex={items.length === 0 ? -1 : 0}
      role="group"
      aria-label={label}
    >
      {as === "list" ? (
        <ul style={whole}>{slots}</ul>
      ) : (
        <div className="rows" style={whole}>
          {slots}
        </div>
      )}
    </div>
  );
}
