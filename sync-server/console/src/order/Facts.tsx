import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useOrderCommand } from "../api/queries";
import type { OrderView, Stated, Value } from "../api/types";
import { useWord } from "../i18n/word";
import { EditableFact } from "../ui/EditableFact";
import { WindowOfTime } from "../ui/moment";
import { Panel } from "../ui/Page";

/** Whose, what, where, whom to ask for and when. */
export function Facts({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const word = useWord();
  const { customer, asset, warranty } = order;
  return (
    <Panel title={t("order.facts")}>
      <dl className="facts">
        <dt>{t("field.customer")}</dt>
        <dd>{customer == null ? "—" : <Link to={`/customers/${customer.id}`}>{customer.name}</Link>}</dd>
        <dt>{t("field.asset")}</dt>
        <dd>
          {asset == null ? (
            "—"
          ) : (
            <>
              {asset.model} <span className="mono soft">{asset.serial}</span>
            </>
          )}
        </dd>
        <dt>{t("field.warranty")}</dt>
        <dd>
          <span className="tag line">{word("warranty", warranty.verdict)}</span>{" "}
          <span className="soft">
            {warranty.reasons.map((reason) => (
              <WarrantyReason key={reason} reason={reason} />
            ))}
          </span>
        </dd>
        <StatedFact order={order} name="address" stated={order.address} />
        <StatedFact order={order} name="contact" stated={order.contact} />
        <StatedFact order={order} name="phone" stated={order.phone} />
        <dt>{t("field.window")}</dt>
        <dd>{order.window == null ? "—" : <WindowOfTime window={order.window} />}</dd>
        {order.request == null ? null : (
          <>
            <dt>{t("field.request")}</dt>
            <dd>
              <Link to={`/requests/${order.request}`}>{t("order.toRequest")}</Link>
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

/** A reason is a stable code, some with a parameter: `in_term=2027-01-31`. */
function WarrantyReason({ reason }: { reason: string }) {
  const word = useWord();
  const [code = "", parameter] = reason.split("=");
  return (
    <span style={{ marginRight: 8 }}>
      {word("warrantyReason", code)}
      {parameter === undefined
        ? null
        : ` ${code === "cause_excluded" ? word("causeClass", parameter) : parameter}`}
    </span>
  );
}

type FactName = "address" | "contact" | "phone";

/** The value of a fact from what was typed; an address that is retyped loses the place it had. */
export function typedValue(name: FactName, text: string): Value {
  return name === "address" ? { address: { text: text.trim() } } : { text: text.trim() };
}

function StatedFact({ order, name, stated }: { order: OrderView; name: FactName; stated: Stated[] }) {
  const { t } = useTranslation();
  const command = useOrderCommand(order.id);
  return (
    <EditableFact
      label={t(`field.${name}`)}
      typed={stated[0]?.text ?? ""}
      values={stated}
      toValue={(text) => typedValue(name, text)}
      saving={{ ...command, mutate: (value, then) => command.mutate({ set_fact: { name, value } }, then) }}
    />
  );
}
