import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";

import { useCustomerCommand } from "../api/queries";
import { ProblemNote } from "../ui/problem";
import { useClosing } from "../ui/unsaved";
import { changedFields, type Typed } from "./values";

/** A field of a contact or a site. */
export interface ItemField {
  /** Its name in the form. */
  name: string;
  /** The register it is kept in. */
  register: string;
  label: string;
  needed?: boolean;
  inputMode?: "tel" | "email" | "decimal";
  /** What is accepted, where not everything is; the server still judges what it is. */
  pattern?: RegExp;
}

interface Props {
  customer: string;
  collection: "contact" | "site";
  id: string;
  title: string;
  fields: ItemField[];
  /** What the fields held when the dialog was opened. */
  before: Typed;
  /** What they hold now: somebody else may have written meanwhile. */
  now: Typed;
  onClose: () => void;
}

/** Adds a contact or a site, or mends one. Input stays where it is until the server has taken it. */
export function ItemDialog({ customer, collection, id, title, fields, before, now, onClose }: Props) {
  const { t } = useTranslation();
  const command = useCustomerCommand(customer);
  const [form] = Form.useForm<Typed>();
  const typed = Form.useWatch([], form) as Typed | undefined;
  const close = useClosing(Object.keys(changedFields(before, typed ?? before)).length > 0, onClose);
  const save = (after: Typed) => {
    const changed = changedFields(before, after);
    if (Object.keys(changed).length === 0) return onClose();
    command.mutate({ set_fields: { collection, id, fields: changed } }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={title}
      okText={t("common.save")}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <ProblemNote error={command.error} />
      <Form<Typed> form={form} layout="vertical" requiredMark={false} onFinish={save} initialValues={before}>
        {fields.map(({ name, label, needed, inputMode, pattern }, index) => (
          <Form.Item
            key={name}
            name={name}
            label={label}
            extra={
              (now[name] ?? "") === (before[name] ?? "") ? undefined : (
                <span role="status">{t("common.changedTo", { value: now[name] })}</span>
              )
            }
            rules={[
              ...(needed ? [{ required: true, whitespace: true, message: t("common.needed") }] : []),
              ...(pattern === undefined ? [] : [{ pattern, message: t("common.number") }]),
            ]}
          >
            <Input autoFocus={index === 0} inputMode={inputMode} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
