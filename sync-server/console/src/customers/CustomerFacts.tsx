import { useTranslation } from "react-i18next";

import { useCustomerCommand } from "../api/queries";
import type { CustomerView, Stated } from "../api/types";
import { closestLanguage, LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { EditableFact, type Entry } from "../ui/EditableFact";
import { Panel } from "../ui/Page";
import { conflictAt, textValue } from "./values";

/** Who the customer is: each fact is edited, or chosen between (R49), where it stands. */
export function CustomerFacts({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  const languages = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
  const spoken = (tag: string) => LANGUAGE_NAMES[closestLanguage(tag)];
  return (
    <Panel title={t("customer.facts")}>
      <dl className="facts">
        <Fact customer={customer} name="name" label={t("field.name")} />
        <Fact customer={customer} name="phone" label={t("field.phone")} />
        <Fact
          customer={customer}
          name="language"
          label={t("nav.language")}
          shown={spoken(customer.language)}
          entry={{ options: languages }}
          say={({ text }) => spoken(text)}
        />
        <Fact customer={customer} name="contract" label={t("field.contract")} />
      </dl>
    </Panel>
  );
}

interface FactProps {
  customer: CustomerView;
  name: "name" | "phone" | "language" | "contract";
  label: string;
  shown?: string;
  entry?: Entry;
  say?: (stated: Stated) => string;
}

/** One fact of a customer, with a command of its own, so that its failure shows where it was asked for. */
function Fact({ customer, name, ...fact }: FactProps) {
  const command = useCustomerCommand(customer.id);
  return (
    <EditableFact
      {...fact}
      typed={customer[name]}
      values={conflictAt(customer.conflicts, `fact/${name}`)}
      toValue={textValue}
      saving={{ ...command, mutate: (value, then) => command.mutate({ set_fact: { name, value } }, then) }}
    />
  );
}
