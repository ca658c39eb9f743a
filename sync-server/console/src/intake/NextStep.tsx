import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";

import type { CallerView, RequestView } from "../api/types";
import { Panel } from "../ui/Page";
import { EndRequest } from "./EndRequest";
import { RaiseOrder } from "./RaiseOrder";

export type NextStepKind = "order" | "answer" | "later";

interface Props {
  request: RequestView;
  next: NextStepKind;
  caller: CallerView | undefined;
  asset: string | undefined;
  onDone: (order?: string) => void;
}

/** After a request is in the register: what comes of it. */
export function NextStep({ request, next, caller, asset, onDone }: Props) {
  const { t } = useTranslation();
  return (
    <div className="stack" style={{ maxWidth: 860 }}>
      <Alert
        type="success"
        showIcon
        role="status"
        title={t("intake.saved", { number: request.number || (request.provisional_number ?? "") })}
        action={
          <Button size="small" onClick={() => onDone()}>
            {t("intake.toRegister")}
          </Button>
        }
      />
      {next === "order" ? (
        <Panel title={t("raise.title")}>
          <RaiseOrder
            request={request}
            caller={caller}
            asset={asset}
            onRaised={(order) => onDone(order.id)}
          />
        </Panel>
      ) : null}
      {next === "answer" ? (
        <Panel title={t("endRequest.title")}>
          <EndRequest request={request} onEnded={() => onDone()} />
        </Panel>
      ) : null}
    </div>
  );
}
