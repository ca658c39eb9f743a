import {
  CheckCircleFilled,
  CloseCircleFilled,
  InfoCircleOutlined,
  QuestionCircleFilled,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";

import type { VerificationView } from "../api/types";
import { useWord } from "../i18n/word";

/** What a verification comes to, by the colour of its tag. */
export function VerdictTag({ verdict }: { verdict: VerificationView["verdict"] }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={`tag ${COLOURS[verdict]}`}>
      {t(`verification.${verdict}`)}
    </span>
  );
}

const COLOURS = { proved: "green", unproved: "amber", broken: "red" } as const;

/** Each check by name; what was found where one fails, and for whoever asks. */
export function Checks({ checks, detailed }: { checks: VerificationView["checks"]; detailed: boolean }) {
  const word = useWord();
  const short = !detailed && checks.every(({ ok }) => ok);
  // What is only to know is said by the panel itself, and in full to whoever asks.
  const shown = detailed ? checks : checks.filter(({ held }) => held !== "noted");
  return (
    <ul className="checks" data-short={short}>
      {shown.map((check, place) => (
        <li key={place}>
          <Mark held={check.held} />
          <span>
            {word("check", check.name)}{" "}
            {detailed || check.held !== "holds" ? <span className="soft">{check.message}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Mark({ held }: { held: VerificationView["checks"][number]["held"] }) {
  const { t } = useTranslation();
  switch (held) {
    case "holds":
      return (
        <CheckCircleFilled style={{ color: "#256b38" }} aria-label={t("verification.holds")} role="img" />
      );
    case "noted":
      return <InfoCircleOutlined aria-label={t("verification.noted")} role="img" />;
    case "unproved":
      return (
        <QuestionCircleFilled
          style={{ color: "#8a5a00" }}
          aria-label={t("verification.doubted")}
          role="img"
        />
      );
    case "broken":
      return (
        <CloseCircleFilled style={{ color: "#a8261c" }} aria-label={t("verification.fails")} role="img" />
      );
  }
}
