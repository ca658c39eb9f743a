import { Flex } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDocuments, useKinds } from "../api/documents";
import { Choice } from "../ui/Choice";
import { FoundChoice } from "../ui/FoundChoice";
import { TYPING_PAUSE_MS } from "../ui/SearchBox";
import { useSettled } from "../ui/useSettled";
import { kindNamed } from "./values";

/** More than anybody reads through in a drop-down list; what is typed narrows it. */
const OFFERED = 20;

interface Props {
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
  /** The field's name in its command, which often names the kind. */
  name: string;
  label: string;
  /** The kind of the document that asks. */
  of: string;
  required: boolean;
}

/** Another document, looked for on the server. A form does not say of which kind: it is guessed, and can be chosen. */
export function DocumentChoice({ name, label, of, required, onChange, ...field }: Props) {
  const { t } = useTranslation();
  const kinds = useKinds().data ?? [];
  const [kind, setKind] = useState(() => kindNamed(name, kinds) ?? of);
  const [typed, setTyped] = useState("");
  const found = useDocuments({ kind, q: useSettled(typed, TYPING_PAUSE_MS) }, OFFERED);
  const options = (found.data?.documents ?? []).map((row) => ({
    value: row.id,
    label: [row.number, row.title, row.customer_name].filter((part) => part !== "").join(" "),
  }));
  const choose = (next: string) => {
    setKind(next);
    onChange?.(undefined);
  };
  return (
    <Flex gap={8}>
      <Choice
        label={t("documents.kindOf", { label })}
        value={kind}
        options={kinds.map((one) => ({ value: one.kind, label: one.name }))}
        onChange={choose}
        style={{ width: 130 }}
      />
      <div style={{ flex: 1, minWidth: 0 }}>
        <FoundChoice
          {...field}
          // What was found of one kind is none of another.
          key={kind}
          allowClear={!required}
          label={label}
          options={options}
          onSearch={setTyped}
          onChange={(value) => onChange?.(value)}
          placeholder={t("documents.choose")}
        />
      </div>
    </Flex>
  );
}
