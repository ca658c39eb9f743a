import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

import type { FieldView } from "../api/types";
import { CURRENCIES, decimalsOf, minorOf } from "../format/money";
import { Choice } from "../ui/Choice";
import { headed } from "./kindWords";
import { typedMoney, type Typed } from "./values";

/** An amount in major units, with its currency. */
export function MoneyField({ field: { name, label, required } }: { field: FieldView }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Typed>();
  const { currency } = typedMoney(Form.useWatch(name, form));
  const rule = {
    validator: (_: unknown, typed = "") =>
      (typed === "" && !required) || minorOf(typed, currency) !== undefined
        ? Promise.resolve()
        : Promise.reject(),
    message: t("proposal.amount", { n: decimalsOf(currency) }),
  };
  return (
    <div className="pairs">
      <Form.Item
        name={[name, "amount"]}
        label={headed(label)}
        dependencies={[[name, "currency"]]}
        rules={[rule]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name={[name, "currency"]} label={t("proposal.currency")} initialValue={CURRENCIES[0]}>
        <Choice
          label={t("proposal.currency")}
          options={CURRENCIES.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
    </div>
  );
}
