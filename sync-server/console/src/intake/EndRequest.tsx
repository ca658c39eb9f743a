import { Button, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useRequestCommand, useRequests } from "../api/queries";
import type { RequestOutcome, RequestRow, RequestView } from "../api/types";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";
import { TYPING_PAUSE_MS } from "../ui/SearchBox";
import { useSettled } from "../ui/useSettled";

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

/** Earlier requests are looked for on the server: the register is longer than any list. */
function EarlierRequest({ except, onChange, ...field }: Field & { except: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<RequestRow>();
  const requests = useRequests({ q: useSettled(typed, TYPING_PAUSE_MS) });
  const found = (requests.data?.requests ?? []).filter(({ id }) => id !== except && id !== chosen?.id);
  const shown = chosen === undefined ? found : [chosen, ...found];
  return (
    <Choice
      {...field}
      label={t("endRequest.earlier")}
      options={shown.map((row) => ({
        value: row.id,
        label: `${row.number || "…"} ${row.caller} ${row.fault}`,
      }))}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(id: string) => {
        setChosen(shown.find((row) => row.id === id));
        onChange?.(id);
      }}
      placeholder={t("endRequest.choose")}
    />
  );
}
