import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  type ReactNode,
  type Ref,
  type RefObject,
} from "react";

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

/** What part of a scrolling element is seen, kept current. */
function useView(scroller: RefObject<HTMLDivElement | null>) {
  const [view, setView] = useState({ top: 0, height: 800 });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element !== null) setView({ top: element.scrollTop, height: element.clientHeight });
  }, [scroller]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [scroller, measure]);
  return { ...view, measure };
}

/** Scrolls a row into view, and puts the focus on its link once it is drawn. */
function useRowFocus(scroller: RefObject<HTMLDivElement | null>, rowHeight: number, measure: () => void) {
  const [wanted, setWanted] = useState<number>();
  useEffect(() => {
    if (wanted === undefined) return;
    scroller.current
      ?.querySelector<HTMLElement>(`[data-index="${wanted}"] a`)
      ?.focus({ preventScroll: true });
    setWanted(undefined);
  }, [scroller, wanted]);
  return (index: number) => {
    const element = scroller.current;
    if (element === null) return;
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    if (top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowHeight - element.clientHeight;
    }
    measure();
    setWanted(index);
  };
}

/** A list of any length that draws only the rows in view. */
export function WindowedList<T>({ items, rowHeight, keyOf, render, label, as = "list", ref }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const { top, height, measure } = useView(scroller);
  const focus = useRowFocus(scroller, rowHeight, measure);
  useImperativeHandle(ref, () => ({ focus }));

  const [Frame, Slot] = as === "list" ? (["ul", "li"] as const) : (["div", "div"] as const);
  const [first, last] = visibleRange(top, height, rowHeight, items.length);
  return (
    <div
      className="windowed"
      ref={scroller}
      tabIndex={items.length === 0 ? -1 : 0}
      role="group"
      aria-label={label}
    >
      <Frame className="rows" style={{ height: items.length * rowHeight }}>
        {items.slice(first, last).map((item, offset) => {
          const index = first + offset;
          const place = { top: index * rowHeight, height: rowHeight };
          const position = as === "list" ? { "aria-setsize": items.length, "aria-posinset": index + 1 } : {};
          return (
            <Slot key={keyOf(item)} className="slot" style={place} data-index={index} {...position}>
              {render(item, index)}
            </Slot>
          );
        })}
      </Frame>
    </div>
  );
}
