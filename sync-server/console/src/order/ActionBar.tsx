import { Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { usePossible } from "../api/possible";
import { useOrderCommand } from "../api/queries";
import type { HoldReason, OrderView } from "../api/types";
import { useWord } from "../i18n/word";
import { ActionButtons } from "../document/ActionButtons";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";
import { ACTIONS, commandOf, GRAVE, WORDS, type ActionFields, type ActionName } from "./actions";
import { AssignDialog } from "./AssignDialog";

const HOLD_REASONS: readonly HoldReason[] = ["parts", "customer", "unsafe", "vendor", "weather", "other"];

/** What the office can do with an order now; each is asked for in a dialog that shows a refusal where it happened. */
export function ActionBar({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const [action, setAction] = useState<ActionName>();
  const possible = usePossible(order.id);
  const close = () => setAction(undefined);
  return (
    <>
      <ActionButtons
        possible={possible}
        actions={ACTIONS}
        say={(name) => t(`action.${name}`)}
        grave={GRAVE}
        onChoose={setAction}
      />
      {action === "assign" || action === "reassign" ? (
        <AssignDialog order={order} kind={action} onClose={close} />
      ) : action === undefined ? null : (
        <ActionDialog order={order} action={action} onClose={close} />
      )}
    </>
  );
}

interface DialogProps {
  order: OrderView;
  action: ActionName;
  onClose: () => void;
}

function ActionDialog({ order, action, onClose }: DialogProps) {
  const { t } = useTranslation();
  const word = useWord();
  const command = useOrderCommand(order.id);
  const [form] = Form.useForm<ActionFields>();
  const ask = (fields: ActionFields) => {
    const asked = commandOf(action, fields);
    if (asked !== undefined) command.mutate(asked, { onSuccess: onClose });
  };
  const words = WORDS[action];
  const needed = [{ required: true, whitespace: true, message: t("common.needed") }];
  return (
    <Modal
      open
      title={`${t(`action.${action}`)} · ${order.number}`}
      okText={t(`action.${action}`)}
      okButtonProps={{ danger: GRAVE.includes(action), loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <Form<ActionFields>
        form={form}
        layout="vertical"
        onFinish={ask}
        initialValues={{ hold: "parts" }}
        requiredMark={false}
      >
        {action === "hold" ? (
          <Form.Item name="hold" label={t("field.holdReason")}>
            <Choice
              label={t("field.holdReason")}
              options={HOLD_REASONS.map((value) => ({ value, label: word("holdReason", value) }))}
            />
          </Form.Item>
        ) : null}
        {words === undefined ? (
          <p>{t("action.confirm")}</p>
        ) : (
          <Form.Item name="text" label={t(wordsLabel(action))} rules={words === "needed" ? needed : []}>
            <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} />
          </Form.Item>
        )}
        {action === "analyse" ? (
          <Form.Item name="plan" label={t("field.plan")} rules={needed}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

function wordsLabel(action: ActionName) {
  switch (action) {
    case "approve":
    case "hold":
      return "field.note";
    case "escalate":
      return "field.findings";
    case "analyse":
      return "field.cause";
    case "close":
      return "field.closeReason";
    default:
      return "field.reason";
  }
}
