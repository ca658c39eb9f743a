import { CheckCircleFilled, MinusCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

import { usePolicy } from "../api/queries";
import type { OrderView } from "../api/types";
import { useLanguage } from "../i18n/LanguageContext";
import { useWord } from "../i18n/word";
import { Panel } from "../ui/Page";

const FIELDS = ["symptoms", "opened_by_others", "tests", "cause", "cause_class", "remedy"] as const;

/** Heard, seen, checked (R10), what was done, the checklist and the safety check, visit by visit. */
export function DiagnosisPanel({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const visits = Array.from({ length: order.visit }, (_, index) => order.visit - index);
  return (
    <Panel title={t("order.diagnosis")}>
      <div className="stack">
        {visits.map((visit) => (
          <Visit key={visit} order={order} visit={visit} />
        ))}
      </div>
    </Panel>
  );
}

/** What a checklist item asks, in the reader's language; its key where the policy no longer has it (R12). */
function useQuestion(): (key: string) => string {
  const { language } = useLanguage();
  const policy = usePolicy();
  return (key) => policy.data?.checklist?.find((item) => item.key === key)?.labels?.[language] ?? key;
}

function Visit({ order, visit }: { order: OrderView; visit: number }) {
  const { t } = useTranslation();
  const word = useWord();
  const yesNo = useYesNo();
  const texts = (["findings", "work_done"] as const).map(
    (name) => [name, order.texts[`${visit}/${name}`] ?? ""] as const,
  );
  const facts = FIELDS.map((name) => [name, order.diagnosis[`${visit}/${name}`] ?? ""] as const);
  const answers = Object.entries(order.answers).filter(([item]) => item.startsWith(`${visit}/`));
  const nothing = [...texts, ...facts, ...answers].every(([, value]) => value === "");
  if (nothing) return <span className="soft">{t("diagnosis.none")}</span>;
  return (
    <>
      {order.visit > 1 ? <h3>{t("order.visit", { n: visit })}</h3> : null}
      <dl className="facts">
        {facts.map(([name, value]) =>
          value === "" ? null : (
            <Pair key={name} name={t(`diagnosis.${name}`)}>
              {name === "cause_class"
                ? word("causeClass", value)
                : name === "remedy"
                  ? word("remedy", value)
                  : yesNo(value)}
            </Pair>
          ),
        )}
        {texts.map(([name, value]) =>
          value === "" ? null : (
            <Pair key={name} name={t(`textName.${name}`)}>
              <span className="wrap-text">{value}</span>
            </Pair>
          ),
        )}
        {visit === order.visit && order.safety != null ? (
          <Pair name={t("diagnosis.safety")}>
            <span className={order.safety.passed ? "tag green" : "tag red"}>
              {t(order.safety.passed ? "diagnosis.safe" : "diagnosis.unsafe")}
            </span>{" "}
            {[...order.safety.hazards, ...order.safety.measures].join(" · ")}
          </Pair>
        ) : null}
      </dl>
      <Answers answers={answers} />
    </>
  );
}

/** The checklist as it was answered on site (R12). */
function Answers({ answers }: { answers: [item: string, value: string][] }) {
  const { t } = useTranslation();
  const question = useQuestion();
  const yesNo = useYesNo();
  if (answers.length === 0) return null;
  return (
    <div>
      <b>{t("diagnosis.checklist")}</b>
      <ul className="checks" data-short>
        {answers.map(([item, value]) => (
          <li key={item}>
            {value === "true" ? (
              <CheckCircleFilled style={{ color: "#256b38" }} aria-label={t("common.yes")} role="img" />
            ) : (
              <MinusCircleOutlined aria-hidden />
            )}
            <span>
              {question(item.slice(item.indexOf("/") + 1))} {value === "true" ? null : <b>{yesNo(value)}</b>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An answer as a person reads it. */
function useYesNo(): (value: string) => string {
  const { t } = useTranslation();
  return (value) => (value === "true" ? t("common.yes") : value === "false" ? t("common.no") : value);
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
