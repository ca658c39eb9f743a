import { Alert, Button, Result } from "antd";
import { useTranslation } from "react-i18next";

import { Forbidden, LoginRequired, NotFound, Refused, ServerFault, Unreachable } from "../api/http";
import type { Messages } from "../i18n/messages";

/** What a failure says to a person: a title in the console's words and, where the server gave one, its own message. */
export interface Said {
  title: keyof Messages["problem"];
  /** The server's message, already in the reader's language. */
  message?: string;
  /** The stable code, for somebody who asks for help. */
  code?: string;
  kind: "warning" | "error";
}

/** Puts a failure into words. */
export function sayProblem(error: unknown): Said {
  if (error instanceof Refused) return said("refused", "warning", error.message, error.code);
  if (error instanceof Forbidden) return said("forbidden", "warning", error.message, error.code);
  if (error instanceof LoginRequired) return said("sessionEnded", "warning");
  if (error instanceof NotFound) return said("notFound", "warning");
  if (error instanceof Unreachable) return said("unreachable", "error");
  if (error instanceof ServerFault)
    return said("serverFault", "error", error.message, `HTTP ${error.status}`);
  return said("unexpected", "error", error instanceof Error ? error.message : undefined);
}

function said(title: Said["title"], kind: Said["kind"], message?: string, code?: string): Said {
  return { title, kind, ...(message ? { message } : {}), ...(code ? { code } : {}) };
}

/** A failure shown where it happened; nothing when there is none. */
export function ProblemNote({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const { title, message, code, kind } = sayProblem(error);
  return (
    <Alert
      role="alert"
      type={kind}
      showIcon
      title={message ?? t(`problem.${title}`)}
      description={
        message === undefined && code === undefined ? undefined : (
          <span>
            {message === undefined ? null : t(`problem.${title}`)}{" "}
            {code === undefined ? null : <span className="mono">{code}</span>}
          </span>
        )
      }
    />
  );
}

/** A failure that leaves a page with nothing else to show. */
export function ProblemPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { title, message, code, kind } = sayProblem(error);
  return (
    <Result
      status={kind}
      title={t(`problem.${title}`)}
      subTitle={
        <>
          {message} {code === undefined ? null : <span className="mono">{code}</span>}
        </>
      }
      extra={<Button onClick={onRetry}>{t("common.retry")}</Button>}
    />
  );
}
