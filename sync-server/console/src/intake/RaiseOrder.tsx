import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useLanguage } from "../i18n/LanguageContext";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { useNewCustomer, useRaise } from "../api/queries";
import type { CallerView, OrderView, RaiseFields, RequestView } from "../api/types";
import { titleOf } from "../format/quantity";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";
import { addressOf } from "./fields";
import { AssetChoice, CustomerChoice } from "./PartyChoices";

interface RaiseForm {
  customer?: string;
  asset?: string;
  /** The language of a customer who is new: their report is in it. */
  language: string;
  title: string;
  fault: string;
  priority: string;
  address: string;
  contact: string;
  phone: string;
}

interface Props {
  request: RequestView;
  caller: CallerView | undefined;
  asset: string | undefined;
  onRaised: (order: OrderView) => void;
}

/** Raises a work order from a request, which the server ends by it (R2). */
export function RaiseOrder({ request, caller, asset, onRaised }: Props) {
  const { t } = useTranslation();
  const raise = useRaiseFrom(request, caller, onRaised);
  const { language } = useLanguage();
  const [form] = Form.useForm<RaiseForm>();
  const customer = Form.useWatch("customer", form);
  const start: RaiseForm = {
    ...(request.customer == null ? {} : { customer: request.customer }),
    ...(asset === undefined || request.customer == null ? {} : { asset }),
    language,
    title: titleOf(request.fault_text),
    fault: request.fault_text,
    priority: "normal",
    address: request.address,
    contact: request.caller,
    phone: request.phone,
  };
  const priorities = (["normal", "urgent", "down"] as const).map((value) => ({
    value,
    label: t(`priority.${value}`),
  }));
  return (
    <Form<RaiseForm>
      form={form}
      layout="vertical"
      initialValues={start}
      onFinish={raise.run}
      onValuesChange={(changed: Partial<RaiseForm>) => {
        // A machine belongs to its customer.
        if ("customer" in changed) form.setFieldValue("asset", undefined);
      }}
    >
      <div className="pairs">
        <Form.Item name="customer" label={t("field.customer")} extra={t("raise.newCustomerHint")}>
          <CustomerChoice
            known={request.customer}
            name={request.customer_name}
            none={t("raise.newCustomer")}
          />
        </Form.Item>
        <Form.Item name="asset" label={t("field.asset")}>
          <AssetChoice customer={customer} />
        </Form.Item>
      </div>
      {customer === undefined ? (
        <Form.Item name="language" label={t("field.customerLanguage")}>
          <Choice
            label={t("field.customerLanguage")}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name="title"
        label={t("field.title")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <Input />
      </Form.Item>
      <Form.Item
        name="fault"
        label={t("field.faultInWords")}
        rules={[{ required: true, message: t("common.needed") }]}
      >
        <Input.TextArea autoSize={{ minRows: 3 }} />
      </Form.Item>
      <Form.Item name="priority" label={t("field.priority")}>
        <Radio.Group options={priorities} optionType="button" />
      </Form.Item>
      <Form.Item name="address" label={t("field.address")}>
        <Input />
      </Form.Item>
      <div className="pairs">
        <Form.Item name="contact" label={t("field.contact")}>
          <Input />
        </Form.Item>
        <Form.Item name="phone" label={t("field.phone")}>
          <Input inputMode="tel" />
        </Form.Item>
      </div>
      <div className="stack">
        <ProblemNote error={raise.error} />
        <Button type="primary" htmlType="submit" loading={raise.pending} style={{ alignSelf: "start" }}>
          {t("raise.submit")}
        </Button>
      </div>
    </Form>
  );
}

/** New customer when none is chosen, then the order; the customer is made once, however often the order is tried. */
function useRaiseFrom(
  request: RequestView,
  caller: CallerView | undefined,
  onRaised: (order: OrderView) => void,
) {
  const newCustomer = useNewCustomer();
  const [made, setMade] = useState<string>();
  // A caller nobody knows becomes a customer under the name they gave.
  const unknownCaller = async ({ contact, phone, language }: RaiseForm): Promise<string> => {
    const asked = { name: contact.trim(), language, phone: phone.trim(), contract: null };
    const { id } = await newCustomer.mutateAsync(asked);
    setMade(id);
    return id;
  };
  const fields = async (form: RaiseForm): Promise<RaiseFields> => ({
    request: request.id,
    customer: form.customer ?? made ?? (await unknownCaller(form)),
    asset: form.asset ?? null,
    address: addressOf(form.address, caller),
    contact: form.contact.trim(),
    phone: form.phone.trim(),
    fault: form.fault.trim(),
    title: form.title.trim(),
    priority: form.priority,
  });
  const raise = useRaise();
  const run = useMutation({
    mutationFn: async (form: RaiseForm) => raise.mutateAsync(await fields(form)),
    onSuccess: onRaised,
  });
  return { run: (form: RaiseForm) => run.mutate(form), error: run.error, pending: run.isPending };
}
