import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

import { CHANNELS } from "../intake/fields";
import { AssetChoice, CustomerChoice } from "../intake/PartyChoices";
import { Choice } from "../ui/Choice";
import type { TakeDownFields } from "./fields";

interface Props {
  /** The customer the form knows by name. */
  known: { id: string | undefined; name: string };
  customer: string | undefined;
  /** Whether it can be the remark on a signed sheet. */
  bySheet: boolean;
}

/** The fields of a complaint, in the order a customer tells it. */
export function TakeDownForm({ known, customer, bySheet }: Props) {
  const { t } = useTranslation();
  const channels = [...CHANNELS, ...(bySheet ? (["sheet"] as const) : [])];
  return (
    <>
      <div className="pairs">
        <Form.Item<TakeDownFields>
          name="contact"
          label={t("field.contact")}
          dependencies={["customer"]}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, contact: string) =>
                contact.trim() === "" && getFieldValue("customer") === undefined
                  ? Promise.reject()
                  : Promise.resolve(),
              message: t("takeDown.whoNeeded"),
            }),
          ]}
        >
          <Input autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item<TakeDownFields> name="phone" label={t("field.phone")}>
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item<TakeDownFields> name="customer" label={t("field.customer")}>
          <CustomerChoice known={known.id} name={known.name} none={t("takeDown.noCustomer")} />
        </Form.Item>
        <Form.Item<TakeDownFields> name="asset" label={t("field.asset")}>
          <AssetChoice customer={customer} />
        </Form.Item>
        <Form.Item<TakeDownFields> name="channel" label={t("field.channel")}>
          <Choice
            label={t("field.channel")}
            options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        </Form.Item>
        <Form.Item<TakeDownFields> name="product_model" label={t("field.model")}>
          <Input autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item<TakeDownFields>
        name="facts"
        label={t("complaintFact.factsInWords")}
        rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} />
      </Form.Item>
      <Form.Item<TakeDownFields> name="demand" label={t("complaintFact.demand")}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
      </Form.Item>
      <Form.Item<TakeDownFields> name="title" label={t("field.title")} extra={t("takeDown.titleHint")}>
        <Input autoComplete="off" />
      </Form.Item>
    </>
  );
}
