import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";

import type { CallerView } from "../api/types";
import { Choice } from "../ui/Choice";
import { CHANNELS, type IntakeFields } from "./fields";

/** The fields of a request, in the order a call goes. */
export function IntakeForm({
  customer,
  onForget,
}: {
  customer: CallerView | undefined;
  onForget: () => void;
}) {
  const { t } = useTranslation();
  const channels = CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }));
  return (
    <>
      <div className="row spread" style={{ minHeight: 30 }} aria-live="polite">
        {customer === undefined ? (
          <span className="soft">{t("intake.unrecognised")}</span>
        ) : (
          <>
            <span className="tag green big">{t("intake.recognised", { name: customer.customer.name })}</span>
            <Button size="small" type="link" onClick={onForget}>
              {t("intake.forget")}
            </Button>
          </>
        )}
      </div>
      <div className="pairs">
        <Form.Item<IntakeFields> name="phone" label={t("field.phone")}>
          <Input autoFocus inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item<IntakeFields> name="channel" label={t("field.channel")}>
          <Choice label={t("field.channel")} options={channels} />
        </Form.Item>
        <Form.Item<IntakeFields>
          name="caller"
          label={t("field.caller")}
          rules={[{ required: true, whitespace: true, message: t("intake.callerNeeded") }]}
        >
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<IntakeFields> name="address" label={t("field.address")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<IntakeFields> name="product_model" label={t("field.model")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<IntakeFields> name="serial" label={t("field.serial")}>
          <Input autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item<IntakeFields>
        name="fault"
        label={t("field.faultInWords")}
        rules={[{ required: true, whitespace: true, message: t("intake.faultNeeded") }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} />
      </Form.Item>
    </>
  );
}
