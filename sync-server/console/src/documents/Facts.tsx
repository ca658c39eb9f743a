import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useDocumentCommand } from "../api/documents";
import type { DocumentView, FactView, Stated, Value } from "../api/types";
import { Choose } from "../ui/Choose";
import { EditableFact } from "../ui/EditableFact";
import { Nothing, Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { entryOf } from "./entry";
import type { KindWords } from "./kindWords";
import { canAsk } from "./possible";
import { useSayValue } from "./ValueShown";

interface Props {
  document: DocumentView;
  words: KindWords;
}

/** Everything short that is known of a document: chosen between, and edited in place where its kind has a command for it. */
export function Facts({ document, words }: Props) {
  const { t } = useTranslation();
  const { customer_name } = document;
  // A customer that the document names itself is among its facts and links.
  const customer = document.links.some(({ id }) => id === document.customer) ? undefined : document.customer;
  return (
    <Panel title={t("order.facts")}>
      {document.facts.length === 0 && customer == null ? <Nothing /> : null}
      <dl className="facts">
        {customer == null ? null : (
          <>
            <dt>{t("field.customer")}</dt>
            <dd>
              <Link to={`/customers/${customer}`}>{customer_name}</Link>
            </dd>
          </>
        )}
        {document.facts.map((fact) => (
          <Fact key={fact.name} document={document} fact={fact} words={words} />
        ))}
      </dl>
    </Panel>
  );
}

/** The number in the register is the server's alone. */
const REGISTER_NUMBER = "number";

function Fact({ document, fact, words }: Props & { fact: FactView }) {
  const command = useDocumentCommand(document);
  const sayValue = useSayValue(words, document.links);
  const say = ({ value, text }: Stated) => sayValue(value, text);
  const label = words.head(fact.name);
  const [first] = fact.values;
  const saving = {
    ...command,
    mutate: (value: Value, then: { onSuccess: () => void }) =>
      command.mutate({ set_fact: { name: fact.name, value } }, then),
  };
  const canWrite = fact.name !== REGISTER_NUMBER && canAsk(document.possible, "set_fact");
  const entry = first === undefined || !canWrite ? undefined : entryOf(first.value);
  if (entry !== undefined)
    return <EditableFact {...entry} label={label} values={fact.values} say={say} saving={saving} />;
  const choose = ({ value }: Stated) => saving.mutate(value, { onSuccess: () => undefined });
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {fact.values.length > 1 ? (
          <Choose
            values={fact.values}
            pending={command.isPending}
            say={say}
            {...(canWrite ? { onChoose: choose } : {})}
          />
        ) : first === undefined ? (
          "—"
        ) : (
          say(first)
        )}
        <ProblemNote error={command.error} />
      </dd>
    </>
  );
}
