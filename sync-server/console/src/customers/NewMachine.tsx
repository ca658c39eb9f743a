import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";

import { useNewAsset } from "../api/queries";
import type { AssetFields, CustomerView } from "../api/types";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";
import { useClosing } from "../ui/unsaved";

interface Fields {
  model: string;
  serial: string;
  site?: string;
  accepted?: string;
  months?: string;
}

/** A machine as its delivery papers describe it. */
export function NewMachine({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useNewAsset();
  const [form] = Form.useForm<Fields>();
  const typed = Form.useWatch([], form) as Fields | undefined;
  const close = useClosing(Object.values(typed ?? {}).some(Boolean), onClose);
  const save = (fields: Fields) => create.mutate(asked(fields, customer.id), { onSuccess: onClose });
  const sites = customer.sites.map(({ id, name, address }) => ({ value: id, label: name || address }));
  const needed = [{ required: true, whitespace: true, message: t("common.needed") }];
  return (
    <Modal
      open
      title={t("common.add", { what: t("field.asset") })}
      okText={t("common.save")}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={close}
      mask={{ closable: false }}
    >
      <ProblemNote error={create.error} />
      <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={save}>
        <Form.Item name="model" label={t("field.model")} rules={needed}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="serial" label={t("field.serial")} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="site" label={t("field.site")}>
          <Choice label={t("field.site")} options={sites} />
        </Form.Item>
        <Form.Item name="accepted" label={t("field.accepted")}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="months"
          label={t("asset.warrantyMonths")}
          extra={t("asset.warrantyHint")}
          rules={[{ pattern: /^\d+$/, message: t("common.wholeNumber") }]}
        >
          <Input inputMode="numeric" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function asked({ model, serial, site, accepted, months }: Fields, customer: string): AssetFields {
  return {
    product_model: model.trim(),
    serial: serial.trim(),
    customer,
    site: site ?? null,
    acceptance_date: accepted || null,
    warranty_months: months ? Number(months) : null,
  };
}
