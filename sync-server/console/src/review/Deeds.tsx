import { useTranslation } from "react-i18next";

import type { ReviewDeed } from "../api/types";
import { describe } from "../document/describe";
import { useEventWord, usePathWord } from "../document/paths";
import { Saying } from "../document/Timeline";
import { When } from "../ui/moment";

/** What would be recorded, oldest first, with what the device's clock said. */
export function Deeds({ deeds, kind }: { deeds: ReviewDeed[]; kind: string }) {
  const { t } = useTranslation();
  if (deeds.length === 0) return <div className="soft">{t("review.unreadable")}</div>;
  return (
    <ol className="deeds" aria-label={t("review.inside")}>
      {deeds.map((deed, index) => (
        <li key={index}>
          <Deed deed={deed} kind={kind} />
        </li>
      ))}
    </ol>
  );
}

function Deed({ deed, kind }: { deed: ReviewDeed; kind: string }) {
  const eventWord = useEventWord(kind === "complaint" ? "complaint" : "order");
  const pathWord = usePathWord();
  if (deed.what !== "event") {
    return (
      <>
        <span>{deed.what === "answer" ? deed.name : pathWord(`${deed.what}/${deed.name}`)}</span>
        <span className="wrap-text">{deed.value}</span>
      </>
    );
  }
  return (
    <>
      <b>{eventWord(deed.name)}</b>
      <span>
        {describe({ kind: deed.name, detail: deed.detail }).map((said, index) => (
          <span key={index}>
            <Saying said={said} />{" "}
          </span>
        ))}
        {deed.device_time == null ? null : (
          <span className="soft">
            <When ms={deed.device_time} full />
          </span>
        )}
      </span>
    </>
  );
}
