import { Form, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useComplaintCommand } from "../api/complaints";
import { usePossible } from "../api/possible";
import type { ComplaintView } from "../api/types";
import { ActionButtons } from "../document/ActionButtons";
import { useZone } from "../ui/moment";
import { ProblemNote } from "../ui/problem";
import {
  complaintCommand,
  GRAVE_FOR_COMPLAINTS,
  likeliest,
  type AskFields,
  type ComplaintAction,
} from "./actions";
import { AskFieldsOf } from "./AskFields";

/** What can be asked of a complaint now; each in a dialog that shows a refusal where it happened. */
export function ComplaintActions({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const [action, setAction] = useState<ComplaintAction>();
  const possible = usePossible(complaint.id);
  return (
    <>
      <ActionButtons
        possible={possible}
        actions={likeliest(complaint)}
        say={(name) => t(`complaintAction.${name}`)}
        grave={GRAVE_FOR_COMPLAINTS}
        onChoose={setAction}
      />
      {action === undefined ? null : (
        <AskDialog complaint={complaint} action={action} onClose={() => setAction(undefined)} />
      )}
    </>
  );
}

interface DialogProps {
  complaint: ComplaintView;
  action: ComplaintAction;
  onClose: () => void;
}

function AskDialog({ complaint, action, onClose }: DialogProps) {
  const { t } = useTranslation();
  const zone = useZone();
  const command = useComplaintCommand(complaint.id);
  const [form] = Form.useForm<AskFields>();
  const ask = (fields: AskFields) => {
    const asked = complaintCommand(action, fields, zone);
    if (asked !== undefined) command.mutate(asked, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      width={560}
      title={`${t(`complaintAction.${action}`)} · ${complaint.number}`}
      okText={t(`complaintAction.${action}`)}
      okButtonProps={{ danger: GRAVE_FOR_COMPLAINTS.includes(action), loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <Form<AskFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={ask}
        initialValues={startOf(complaint)}
      >
        <AskFieldsOf action={action} complaint={complaint} />
      </Form>
    </Modal>
  );
}

/** What a dialog begins with: what the complaint says already. */
function startOf({ class: about, severity, contact, proposal }: ComplaintView): AskFields {
  return {
    ...(about == null ? {} : { class: about }),
    ...(severity == null ? {} : { severity }),
    who: contact,
    channel: "phone",
    remedy: proposal?.remedy ?? "repair",
    currency: proposal?.currency ?? "CNY",
    satisfied: "unsaid",
  };
}
