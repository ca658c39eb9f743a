import { useEffect } from "react";

/** Where a browser remembers that single keys do nothing. */
const SWITCH = "jobsheet.keys";

/** Whether single characters are shortcuts: whoever speaks to their computer can switch them off (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  return localStorage.getItem(SWITCH) !== "off";
}

/** Switches single characters on or off as shortcuts, in this browser. */
export function switchKeys(on: boolean): void {
  localStorage.setItem(SWITCH, on ? "on" : "off");
}

/** Whether a key press belongs to a form or to what lies open over the page. */
function taken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("form, input, textarea, select, [role=combobox]") !== null)
    return true;
  return document.querySelector(".ant-modal-wrap:not([style*='display: none']), .ant-drawer-open") !== null;
}

/** Calls `handlers[key]` for plain key presses on the page. */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || taken(event.target)) return;
      if (event.key.length === 1 && !areKeysOn()) return;
      const handler = handlers[event.key];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}
