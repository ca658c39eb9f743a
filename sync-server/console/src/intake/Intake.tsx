import { Button, Form, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { useCallers, useLogRequest } from "../api/queries";
import type { CallerAsset, CallerView, RequestView } from "../api/types";
import { useSettled } from "../ui/useSettled";
import { PageHead, Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { Callers } from "./Callers";
import { EMPTY_FIELDS, requestBody, withCaller, type IntakeFields } from "./fields";
import { IntakeForm } from "./IntakeForm";
import { NextStep, type NextStepKind } from "./NextStep";

/** A pause in typing after which the caller is looked up. */
const TYPING_PAUSE_MS = 250;

/** Takes down a call, recognises the caller meanwhile, and goes on to what comes of it. */
export default function Intake() {
  const { t } = useTranslation();
  const [saved, setSaved] = useState<Saved>();
  const navigate = useNavigate();
  // Coming here again from here begins the next call; one that is being taken down stays.
  const { key } = useLocation();
  useEffect(() => setSaved(undefined), [key]);
  return (
    <>
      <PageHead title={t("intake.title")} />
      <div className="page-body">
        {saved === undefined ? (
          <TakeDown onSaved={setSaved} />
        ) : (
          <NextStep
            {...saved}
            onDone={(order) => void navigate(order === undefined ? "/requests" : `/orders/${order}`)}
          />
        )}
      </div>
    </>
  );
}

interface Saved {
  request: RequestView;
  next: NextStepKind;
  caller: CallerView | undefined;
  asset: string | undefined;
}

function TakeDown({ onSaved }: { onSaved: (saved: Saved) => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<IntakeFields>();
  const [caller, setCaller] = useState<CallerView>();
  const [asset, setAsset] = useState<string>();
  const [typed, setTyped] = useState("");
  const callers = useCallers(useSettled(typed, TYPING_PAUSE_MS));
  const log = useLogRequest();
  const [next, setNext] = useState<NextStepKind>("order");

  const use = (known: CallerView, chosen?: CallerAsset) => {
    setCaller(known);
    setAsset(chosen?.id);
    form.setFieldsValue(withCaller(form.getFieldsValue(), known, chosen));
  };
  const forget = () => {
    setCaller(undefined);
    setAsset(undefined);
  };
  const save = (fields: IntakeFields) =>
    log.mutate(requestBody(fields, caller), {
      onSuccess: (request) => onSaved({ request, next, caller, asset }),
    });

  return (
    <div className="intake">
      <Panel title={t("intake.call")}>
        <Form<IntakeFields>
          form={form}
          layout="vertical"
          initialValues={EMPTY_FIELDS}
          onFinish={save}
          onValuesChange={(changed: Partial<IntakeFields>) => setTyped(recognisable(changed) ?? typed)}
        >
          <IntakeForm customer={caller} onForget={forget} />
          <div className="stack">
            <ProblemNote error={log.error} />
            <div className="row">
              <Segmented<NextStepKind>
                aria-label={t("intake.then")}
                value={next}
                onChange={setNext}
                options={(["order", "answer", "later"] as const).map((value) => ({
                  value,
                  label: t(`next.${value}`),
                }))}
              />
              <Button type="primary" htmlType="submit" loading={log.isPending}>
                {t("intake.save")}
              </Button>
            </div>
          </div>
        </Form>
      </Panel>
      <Callers query={callers} typed={typed} onUse={use} chosen={caller?.customer.id} />
    </div>
  );
}

/** What of the last keystroke a caller can be recognised by. */
function recognisable(changed: Partial<IntakeFields>): string | undefined {
  const { phone, caller, address, serial } = changed;
  return (phone ?? caller ?? serial ?? address)?.trim();
}
