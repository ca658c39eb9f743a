import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Stated } from "../api/types";
import { When } from "./moment";

interface Props {
  values: Stated[];
  pending: boolean;
  /** A value as a person reads it; its text where nothing else is given. */
  say?: (stated: Stated) => ReactNode;
  /** Makes one of the values the only one; without it they are only shown. */
  onChoose?: (stated: Stated) => void;
}

/** Values that were written without knowledge of each other, side by side until a person chooses (R49). */
export function Choose({ values, pending, say = ({ text }) => text || "—", onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t("conflict.title")}>
      <div className="soft">{t("conflict.hint")}</div>
      <div className="concurrent">
        {values.map((stated, index) => (
          <div key={index}>
            <b className="wrap-text">{say(stated)}</b>
            <Author stated={stated} />
            {onChoose === undefined ? null : (
              <Button size="small" loading={pending} onClick={() => onChoose(stated)}>
                {t("conflict.use")}
              </Button>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function Author({ stated: { author, at } }: { stated: Stated }) {
  const { t } = useTranslation();
  return (
    <span className="soft">
      {author?.name ?? t("common.unknownAuthor")}{" "}
      {author == null ? null : t(author.office ? "author.office" : "author.device")}{" "}
      {at == null ? null : <When ms={at} />}
    </span>
  );
}
