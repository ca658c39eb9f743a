import { Button, Form } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { useTakeComplaint } from "../api/complaints";
import { useAssets, useCallers, useOrder, useRequest } from "../api/queries";
import type { CallerAsset, CallerView, ComplaintView } from "../api/types";
import { Callers } from "../intake/Callers";
import { PageHead, PageLoading, Panel } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { TYPING_PAUSE_MS } from "../ui/SearchBox";
import { useUnsaved } from "../ui/unsaved";
import { useSettled } from "../ui/useSettled";
import {
  complaintBody,
  EMPTY_COMPLAINT,
  fromOrder,
  fromRequest,
  NO_ORIGIN,
  remarkOf,
  withCustomer,
  type Origin,
  type TakeDownFields,
} from "./fields";
import { TakeDownForm } from "./TakeDownForm";

/** Takes down a complaint; the address says which call or order it comes from. */
export default function TakeDown() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const request = search.get("request");
  const order = search.get("order");
  return (
    <>
      <PageHead title={t("takeDown.title")} />
      <div className="page-body">
        {request !== null ? (
          <FromRequest id={request} />
        ) : order !== null ? (
          <FromOrder id={order} />
        ) : (
          <OfOrigin start={EMPTY_COMPLAINT} origin={NO_ORIGIN} customerName="" from="" />
        )}
      </div>
    </>
  );
}

function FromRequest({ id }: { id: string }) {
  const { t } = useTranslation();
  const request = useRequest(id);
  if (request.isPending) return <PageLoading />;
  if (request.data === undefined)
    return <ProblemPage error={request.error} onRetry={() => void request.refetch()} />;
  const { number, customer_name } = request.data;
  return (
    <OfOrigin
      start={fromRequest(request.data)}
      origin={{ ...NO_ORIGIN, request: id }}
      customerName={customer_name}
      from={t("takeDown.fromRequest", { number })}
    />
  );
}

function FromOrder({ id }: { id: string }) {
  const { t } = useTranslation();
  const order = useOrder(id);
  if (order.isPending) return <PageLoading />;
  if (order.data === undefined)
    return <ProblemPage error={order.error} onRetry={() => void order.refetch()} />;
  const { number, customer, timeline } = order.data;
  return (
    <OfOrigin
      start={fromOrder(order.data)}
      origin={{ request: null, order: id, remark: remarkOf(timeline)?.key ?? null }}
      customerName={customer?.name ?? ""}
      from={t("takeDown.fromOrder", { number })}
    />
  );
}

interface Props {
  start: TakeDownFields;
  origin: Origin;
  customerName: string;
  /** Where it comes from, in words. */
  from: string;
}

function OfOrigin(props: Props) {
  const navigate = useNavigate();
  const [taken, setTaken] = useState<string>();
  // The page is left once nothing on it is unsaved any more.
  useEffect(() => {
    if (taken !== undefined) void navigate(`/complaints/${taken}`, { replace: true });
  }, [taken, navigate]);
  return <TakeDownPanels {...props} taken={taken !== undefined} onTaken={({ id }) => setTaken(id)} />;
}

interface PanelProps extends Props {
  taken: boolean;
  onTaken: (complaint: ComplaintView) => void;
}

function TakeDownPanels({ start, origin, customerName, from, taken, onTaken }: PanelProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<TakeDownFields>();
  const [known, setKnown] = useState({ id: start.customer, name: customerName });
  const [typed, setTyped] = useState("");
  const [dirty, setDirty] = useState(false);
  const callers = useCallers(useSettled(typed, TYPING_PAUSE_MS));
  const take = useTakeComplaint();
  const customer = Form.useWatch("customer", form);
  const assets = useAssets(customer);
  useUnsaved(dirty && !taken);

  const use = (caller: CallerView, asset?: CallerAsset) => {
    setKnown({ id: caller.customer.id, name: caller.customer.name });
    setDirty(true);
    if (caller.customer.id !== customer) form.setFieldValue("asset", undefined);
    form.setFieldsValue(withCustomer(form.getFieldsValue(), caller, asset));
  };
  const changed = (fields: Partial<TakeDownFields>) => {
    setDirty(true);
    setTyped((fields.phone ?? fields.contact)?.trim() ?? typed);
    // A machine belongs to its customer.
    if ("customer" in fields) form.setFieldValue("asset", undefined);
    const machine = assets.data?.find(({ id }) => id === fields.asset);
    if (machine !== undefined) form.setFieldValue("product_model", machine.model);
  };
  return (
    <div className="intake">
      <Panel title={t("takeDown.panel")} extra={<span className="soft">{from}</span>}>
        <Form<TakeDownFields>
          form={form}
          layout="vertical"
          initialValues={start}
          onFinish={(fields) => take.mutate(complaintBody(fields, origin), { onSuccess: onTaken })}
          onValuesChange={changed}
        >
          <TakeDownForm known={known} customer={customer} bySheet={origin.remark !== null} />
          <div className="stack">
            <ProblemNote error={take.error} />
            <Button type="primary" htmlType="submit" loading={take.isPending} style={{ alignSelf: "start" }}>
              {t("takeDown.save")}
            </Button>
          </div>
        </Form>
      </Panel>
      <Callers query={callers} typed={typed} onUse={use} chosen={customer} />
    </div>
  );
}
