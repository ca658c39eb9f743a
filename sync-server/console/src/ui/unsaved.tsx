import { App } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

// A router asks one blocker only, so what has unsaved input is counted here and asked about in one place.
const unsaved = new Set<symbol>();

/** Says that a form holds input that would be lost with the page, for as long as `dirty`. */
export function useUnsaved(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return undefined;
    const form = Symbol("form");
    unsaved.add(form);
    return () => void unsaved.delete(form);
  }, [dirty]);
}

/** Asks before a page with unsaved input is left, closed or loaded again. */
export function UnsavedGuard() {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved.size > 0 && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    modal.confirm({
      title: t("common.unsaved"),
      okText: t("common.discard"),
      cancelText: t("common.keepEditing"),
      okButtonProps: { danger: true },
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, modal, t]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.size > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
  return null;
}

/** Closes a dialog, after asking where it holds unsaved input. */
export function useClosing(dirty: boolean, close: () => void): () => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  useUnsaved(dirty);
  return () => {
    if (!dirty) return close();
    modal.confirm({
      title: t("common.unsaved"),
      okText: t("common.discard"),
      cancelText: t("common.keepEditing"),
      okButtonProps: { danger: true },
      onOk: close,
    });
  };
}
