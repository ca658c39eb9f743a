import { EditOutlined } from "@ant-design/icons";
import { Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useComplaintCommand } from "../api/complaints";
import { useStaff } from "../api/queries";
import type { ComplaintView } from "../api/types";
import { AskButton } from "../document/AskButton";
import { useWord } from "../i18n/word";
import { Choice } from "../ui/Choice";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { UnitChoice } from "./choices";
import { changedFindings, foundSoFar, type FoundFields } from "./found";

const CAUSE_CLASSES = [
  "design",
  "production",
  "transport",
  "installation",
  "use",
  "wear",
  "environment",
  "unknown",
];

/** What the investigation found: the cause, whether the complaint is justified, and who answers for it. */
export function FindingsPanel({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const word = useWord();
  const [recording, setRecording] = useState(false);
  const { findings } = complaint;
  const rows = [
    ["cause", findings.cause],
    ["cause_class", findings.cause_class === "" ? "" : word("causeClass", findings.cause_class)],
    ["justified", findings.justified == null ? "" : t(findings.justified ? "common.yes" : "common.no")],
    ["responsible_unit", findings.responsible_unit],
    ["responsible_person", findings.responsible_name],
  ] as const;
  return (
    <Panel
      title={t("findings.title")}
      extra={
        <AskButton
          document={complaint.id}
          command="record_findings"
          icon={<EditOutlined aria-hidden />}
          onClick={() => setRecording(true)}
        >
          {t("findings.record")}
        </AskButton>
      }
    >
      <dl className="facts">
        {rows.map(([name, said]) => [
          <dt key={`${name}-name`}>{t(`findings.${name}`)}</dt>,
          <dd key={name} className="wrap-text">
            {said || "—"}
          </dd>,
        ])}
      </dl>
      {recording ? <FindingsDialog complaint={complaint} onClose={() => setRecording(false)} /> : null}
    </Panel>
  );
}

function FindingsDialog({ complaint, onClose }: { complaint: ComplaintView; onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const staff = useStaff();
  const command = useComplaintCommand(complaint.id);
  const [form] = Form.useForm<FoundFields>();
  const [before] = useState(() => foundSoFar(complaint));
  const record = (after: FoundFields) => {
    const found = changedFindings(before, after);
    if (Object.keys(found).length === 0) return onClose();
    command.mutate({ record_findings: found }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      width={560}
      title={`${t("findings.title")} · ${complaint.number}`}
      okText={t("common.save")}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <Form<FoundFields> form={form} layout="vertical" initialValues={before} onFinish={record}>
        <Form.Item<FoundFields> name="cause" label={t("findings.cause")}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
        <Form.Item<FoundFields> name="cause_class" label={t("findings.cause_class")}>
          <Choice
            label={t("findings.cause_class")}
            options={CAUSE_CLASSES.map((value) => ({ value, label: word("causeClass", value) }))}
          />
        </Form.Item>
        <Form.Item<FoundFields> name="justified" label={t("findings.justified")}>
          <Radio.Group
            options={[
              { value: "yes", label: t("common.yes") },
              { value: "no", label: t("common.no") },
            ]}
          />
        </Form.Item>
        <div className="pairs">
          <Form.Item<FoundFields> name="responsible_unit" label={t("findings.responsible_unit")}>
            <UnitChoice label={t("findings.responsible_unit")} />
          </Form.Item>
          <Form.Item<FoundFields> name="responsible_person" label={t("findings.responsible_person")}>
            <Choice
              label={t("findings.responsible_person")}
              options={(staff.data ?? []).map(({ user, name }) => ({ value: user, label: name }))}
            />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
