import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useComplaintCommand } from "../api/complaints";
import { newId } from "../api/id";
import type { ComplaintView } from "../api/types";
import { AskButton } from "../document/AskButton";
import { Nothing, Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { ComplaintChoice } from "./choices";

/** Complaints about the same product and cause. */
export function Similar({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation();
  const command = useComplaintCommand(complaint.id);
  const [linking, setLinking] = useState(false);
  const { similar } = complaint;
  return (
    <Panel
      title={t("similar.title", { n: similar.length })}
      extra={
        <AskButton
          document={complaint.id}
          command="link_similar"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => setLinking(true)}
        >
          {t("similar.add")}
        </AskButton>
      }
    >
      {similar.length === 0 ? <Nothing /> : null}
      {similar.map(({ id, complaint: other, number, reason }) => (
        <div className="row" key={id}>
          <Link className="mono" to={`/complaints/${other}`}>
            {number || t("similar.away")}
          </Link>
          <span className="wrap-text" style={{ flex: 1 }}>
            {reason}
          </span>
          <Popconfirm
            title={t("action.confirm")}
            onConfirm={() => command.mutate({ remove_item: { collection: "similar", id } })}
          >
            <Button
              size="small"
              type="text"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("common.remove", { what: number || t("similar.away") })}
            />
          </Popconfirm>
        </div>
      ))}
      <ProblemNote error={command.error} />
      {linking ? <LinkDialog complaint={complaint} onClose={() => setLinking(false)} /> : null}
    </Panel>
  );
}

interface LinkFields {
  complaint: string;
  reason: string;
}

function LinkDialog({ complaint, onClose }: { complaint: ComplaintView; onClose: () => void }) {
  const { t } = useTranslation();
  const command = useComplaintCommand(complaint.id);
  const [form] = Form.useForm<LinkFields>();
  // Asked again after no answer, it is the same link.
  const [id] = useState(() => newId());
  const link = ({ complaint: other, reason }: LinkFields) =>
    command.mutate({ link_similar: { id, complaint: other, reason: reason.trim() } }, { onSuccess: onClose });
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <Modal
      open
      title={`${t("similar.add")} · ${complaint.number}`}
      okText={t("similar.add")}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <Form<LinkFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: "" }}
        onFinish={link}
      >
        <Form.Item<LinkFields> name="complaint" label={t("similar.which")} rules={needed}>
          <ComplaintChoice label={t("similar.which")} except={complaint.id} />
        </Form.Item>
        <Form.Item<LinkFields> name="reason" label={t("similar.why")}>
          <Input.TextArea autoSize={{ minRows: 2 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
