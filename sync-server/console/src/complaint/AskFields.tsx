import { Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";

import type { ComplaintClass, ComplaintRemedy, ComplaintView, Severity } from "../api/types";
import { CURRENCIES, decimalsOf, minorOf } from "../format/money";
import { useWord, type Vocabulary } from "../i18n/word";
import { CHANNELS } from "../intake/fields";
import { Choice } from "../ui/Choice";
import { TEXT_NEEDED, type AskFields, type ComplaintAction } from "./actions";
import { ComplaintChoice, InvestigatorChoice, OrderChoice } from "./choices";

const CLASSES: readonly ComplaintClass[] = ["quality", "not_quality", "other"];
const SEVERITIES: readonly Severity[] = ["minor", "major", "critical"];
const REMEDIES: readonly ComplaintRemedy[] = [
  "repair",
  "replace",
  "return",
  "compensate",
  "train",
  "explain",
];

interface Props {
  action: ComplaintAction;
  complaint: ComplaintView;
}

/** The fields of one action's dialog. */
export function AskFieldsOf({ action, complaint }: Props) {
  const { t } = useTranslation();
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <>
      {action === "grade" ? <GradeFields /> : null}
      {action === "investigate" ? (
        <Form.Item name="investigator" label={t("complaintFact.investigator")}>
          <InvestigatorChoice />
        </Form.Item>
      ) : null}
      {action === "propose" ? <CodeField name="remedy" codes={REMEDIES} words="complaintRemedy" /> : null}
      {["agree", "object", "withdraw", "tell"].includes(action) ? (
        <SpokenFields withTime={action !== "tell"} />
      ) : null}
      {action === "merge" ? (
        <Form.Item name="document" label={t("complaintAsk.into")} rules={needed}>
          <ComplaintChoice label={t("complaintAsk.into")} except={complaint.id} />
        </Form.Item>
      ) : null}
      {action === "link_order" ? (
        <Form.Item name="document" label={t("complaintAsk.order")} rules={needed}>
          <OrderChoice label={t("complaintAsk.order")} />
        </Form.Item>
      ) : null}
      <TextField action={action} unsatisfied={complaint.outcome?.satisfied === false} />
      {action === "propose" ? <CostFields /> : null}
      {action === "tell" ? <SatisfiedField /> : null}
    </>
  );
}

function GradeFields() {
  return (
    <>
      <CodeField name="class" codes={CLASSES} words="complaintClass" />
      <CodeField name="severity" codes={SEVERITIES} words="severity" />
    </>
  );
}

interface CodeProps {
  name: "class" | "severity" | "remedy";
  codes: readonly string[];
  words: Vocabulary;
}

const CODE_LABEL = {
  class: "complaintFact.class",
  severity: "complaintFact.severity",
  remedy: "proposal.remedy",
} as const;

function CodeField({ name, codes, words }: CodeProps) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Form.Item<AskFields>
      name={name}
      label={t(CODE_LABEL[name])}
      rules={[{ required: true, message: t("common.needed") }]}
    >
      <Radio.Group options={codes.map((value) => ({ value, label: word(words, value) }))} />
    </Form.Item>
  );
}

/** Who was spoken to, by which way, and when they said it. What is said face to face is recorded on a device there. */
function SpokenFields({ withTime }: { withTime: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="pairs">
        <Form.Item<AskFields>
          name="who"
          label={t("told.who")}
          rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<AskFields> name="channel" label={t("field.channel")}>
          <Choice
            label={t("field.channel")}
            options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </Form.Item>
      </div>
      {withTime ? (
        <Form.Item<AskFields> name="saidAt" label={t("told.saidAt")}>
          <Input type="datetime-local" style={{ maxWidth: 240 }} />
        </Form.Item>
      ) : null}
    </>
  );
}

function TextField({ action, unsatisfied }: { action: ComplaintAction; unsatisfied: boolean }) {
  const { t } = useTranslation();
  const needed = TEXT_NEEDED[action];
  if (needed === undefined) return null;
  const rules = [{ required: true, whitespace: true, message: t("common.needed") }];
  return (
    <Form.Item<AskFields>
      name="text"
      label={t(textLabel(action))}
      extra={action === "propose" ? t("proposal.planHint") : undefined}
      rules={needed || (action === "close" && unsatisfied) ? rules : []}
    >
      <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
    </Form.Item>
  );
}

function textLabel(action: ComplaintAction) {
  switch (action) {
    case "propose":
      return "proposal.plan";
    case "agree":
    case "object":
    case "withdraw":
      return "told.words";
    case "tell":
      return "told.answer";
    case "carry_out":
      return "complaintAsk.done";
    case "close":
      return "complaintAsk.closeReason";
    case "grade":
    case "approve":
      return "field.note";
    default:
      return "field.reason";
  }
}

function CostFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<AskFields>();
  const currency = Form.useWatch("currency", form) ?? CURRENCIES[0];
  return (
    <div className="pairs">
      <Form.Item<AskFields>
        name="cost"
        label={t("proposal.cost")}
        dependencies={["currency"]}
        rules={[
          {
            validator: (_, typed: string | undefined) =>
              minorOf(typed ?? "", currency) === undefined ? Promise.reject() : Promise.resolve(),
            message: t("proposal.amount", { n: decimalsOf(currency) }),
          },
        ]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item<AskFields> name="currency" label={t("proposal.currency")}>
        <Choice
          label={t("proposal.currency")}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
    </div>
  );
}

function SatisfiedField() {
  const { t } = useTranslation();
  const options = [
    { value: "yes", label: t("common.yes") },
    { value: "no", label: t("common.no") },
    { value: "unsaid", label: t("told.unsaid") },
  ];
  return (
    <Form.Item<AskFields> name="satisfied" label={t("told.satisfied")}>
      <Radio.Group options={options} />
    </Form.Item>
  );
}
