import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useKinds } from "../api/documents";
import type { LinkView } from "../api/types";
import { Panel } from "../ui/Page";
import { headed } from "./kindWords";
import { pathOf } from "./places";

/** The documents that a document names, each with the way to its page. */
export function Links({ links }: { links: LinkView[] }) {
  const { t } = useTranslation();
  const kinds = useKinds().data ?? [];
  if (links.length === 0) return null;
  const nameOf = (kind: string) => headed(kinds.find((one) => one.kind === kind)?.name ?? kind);
  return (
    <Panel title={t("documents.links")}>
      <dl className="facts">
        {links.map((link) => [
          <dt key={`${link.id}-kind`}>{nameOf(link.kind)}</dt>,
          <dd key={link.id}>
            <Link to={pathOf(link)}>
              <span className="mono">{link.number}</span>{" "}
              {link.number === "" && link.title === "" ? t("documents.away") : link.title}
            </Link>
          </dd>,
        ])}
      </dl>
    </Panel>
  );
}
