import { useTranslation } from "react-i18next";

import type { PartView } from "../api/types";
import { quantity } from "../format/quantity";
import { useWord } from "../i18n/word";
import { Panel } from "../ui/Page";

/** Parts used, why, and what became of the old ones (R13). */
export function Parts({ parts }: { parts: PartView[] }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Panel title={t("order.parts", { n: parts.length })}>
      {parts.length === 0 ? (
        <span className="soft">{t("part.none")}</span>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              {(["part", "quantity", "serial", "reason", "oldPart", "author"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`field.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.id}>
                <td>
                  {part.name} <span className="mono soft">{part.number}</span>{" "}
                  {part.addition ? <span className="tag violet">{t("mark.addition")}</span> : null}
                </td>
                <td>{quantity(part.quantity_milli)}</td>
                <td className="mono">{part.serial}</td>
                <td>{part.reason}</td>
                <td>{word("partFate", part.old_part)}</td>
                <td>{part.author?.name}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
