import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** A page's title, in the window's title bar too. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · jobsheet`;
  }, [title]);
}

/** The bar at the top of a page. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  usePageTitle(title);
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** A titled card on a page. */
export function Panel(props: {
  title: ReactNode;
  extra?: ReactNode;
  warn?: boolean;
  id?: string;
  children: ReactNode;
}) {
  return (
    <section className={props.warn ? "panel warn" : "panel"} id={props.id}>
      <header>
        <h2>{props.title}</h2>
        {props.extra}
      </header>
      <div className="inside">{props.children}</div>
    </section>
  );
}

/** What stands where there is nothing to show. */
export function Nothing() {
  const { t } = useTranslation();
  return <span className="soft">{t("common.empty")}</span>;
}

/** What stands where a page will be. */
export function PageLoading() {
  return (
    <div className="page-body" aria-busy="true">
      <Skeleton active paragraph={{ rows: 8 }} />
    </div>
  );
}
