import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { DocumentView } from "../api/types";
import { useWaitsFor } from "../complaint/marks";
import { Marks, PressingClock } from "../ui/tags";
import { DocumentActions } from "./DocumentActions";
import { useKind, type KindWords } from "./kindWords";
import { listPath } from "./places";
import { StatusOf } from "./StatusOf";

/** Number, status and marks, for whom it waits, and what can be asked of it now. */
export function DocumentHead({ document, words }: { document: DocumentView; words: KindWords }) {
  const { t } = useTranslation();
  const kind = useKind(document.kind);
  const who = useWaitsFor()(document);
  return (
    <header className="order-head stack tight">
      <div className="row spread">
        <div className="row">
          <Link to={listPath(document.kind)}>{kind?.list ?? document.kind}</Link>
          <span className="soft" aria-hidden>
            /
          </span>
          <span className="mono">{document.number || t("order.noNumber")}</span>
        </div>
        <DocumentActions document={document} />
      </div>
      <h1>{document.title || t("complaint.untitled")}</h1>
      <div className="row tight">
        <div className="row tight" aria-live="polite">
          <StatusOf row={document} words={words} big />
          <Marks
            big
            contested={document.contest != null}
            conflicts={document.conflicts.length}
            additions={0}
          />
        </div>
        <PressingClock clocks={document.clocks} />
        {who === "" ? null : <span className="soft">{t("complaint.waitsFor", { who })}</span>}
      </div>
    </header>
  );
}
