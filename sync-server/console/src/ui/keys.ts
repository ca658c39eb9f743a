import { useEffect } from "react";

/** Whether a key press belongs to a field or an open dialog rather than to the page. */
function taken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null)
    return true;
  return document.querySelector(".ant-modal-wrap:not([style*='display: none'])") !== null;
}

/** Calls `handlers[key]` for plain key presses on the page. */
export function useKeys(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || taken(event.target)) return;
      const handler = handlers[event.key];
      if (handler === undefined) return;
      event.preventDefault();
      handler(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}
