import { Button, Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";

import { useRequestCommand, useRequests } from "../api/queries";
import type { RequestOutcome, RequestView } from "../api/types";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";

interface EndFields {
  how: "answered_by_phone" | "duplicate_of" | "withdrawn";
  text?: string;
  request?: string;
}

/** The outcome a filled-in form means (R2). */
export function outcomeOf({ how, text = "", request = "" }: EndFields): RequestOutcome {
  switch (how) {
    case "answered_by_phone":
      return { answered_by_phone: { answer: text.trim() } };
    case "duplicate_of":
      return { duplicate_of: { request } };
    case "withdrawn":
      return { withdrawn: { reason: text.trim() } };
  }
}

/** Ends a request that needs no work order. */
export function EndRequest({ request, onEnded }: { request: RequestView; onEnded: () => void }) {
  const { t } = useTranslation();
  const command = useRequestCommand();
  const [form] = Form.useForm<EndFields>();
  const how = Form.useWatch("how", form) ?? "answered_by_phone";
  const end = (fields: EndFields) =>
    command.mutate(
      { id: request.id, command: { end: { outcome: outcomeOf(fields) } } },
      { onSuccess: onEnded },
    );
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <Form<EndFields>
      form={form}
      layout="vertical"
      initialValues={{ how: "answered_by_phone" }}
      onFinish={end}
    >
      <Form.Item name="how" label={t("endRequest.how")}>
        <Radio.Group
          options={(["answered_by_phone", "duplicate_of", "withdrawn"] as const).map((value) => ({
            value,
            label: t(`requestOutcome.${value}`),
          }))}
        />
      </Form.Item>
      {how === "duplicate_of" ? (
        <Form.Item name="request" label={t("endRequest.earlier")} rules={needed}>
          <EarlierRequest except={request.id} />
        </Form.Item>
      ) : (
        <Form.Item
          name="text"
          label={t(how === "withdrawn" ? "endRequest.reason" : "endRequest.answer")}
          rules={needed}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} />
        </Form.Item>
      )}
      <div className="stack">
        <ProblemNote error={command.error} />
        <Button type="primary" htmlType="submit" loading={command.isPending} style={{ alignSelf: "start" }}>
          {t("endRequest.submit")}
        </Button>
      </div>
    </Form>
  );
}

interface Field {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

function EarlierRequest({ except, ...field }: Field & { except: string }) {
  const { t } = useTranslation();
  const requests = useRequests({});
  const options = (requests.data ?? [])
    .filter((other) => other.id !== except)
    .map((other) => ({ value: other.id, label: `${other.number || "…"} ${other.caller} ${other.fault}` }));
  return (
    <Choice
      {...field}
      label={t("endRequest.earlier")}
      options={options}
      showSearch={{ optionFilterProp: "label" }}
      placeholder={t("endRequest.choose")}
    />
  );
}
