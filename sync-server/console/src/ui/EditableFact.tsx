import { EditOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Stated, Value } from "../api/types";
import { Choice } from "./Choice";
import { Choose } from "./Choose";
import { ProblemNote } from "./problem";
import { useUnsaved } from "./unsaved";

/** A command that writes one value; its last failure is shown where it was asked for. */
export interface Saving<T> {
  mutate: (value: T, options: { onSuccess: () => void }) => void;
  isPending: boolean;
  error: unknown;
}

/** What a fact is typed or chosen in. */
export type Entry = "text" | "date" | "number" | { options: { value: string; label: string }[] };

interface Props {
  label: string;
  /** The value as its field holds it. */
  typed: string;
  /** The value as a person reads it, where that is something else. */
  shown?: ReactNode;
  entry?: Entry;
  /** Values nobody has chosen between yet; fewer than two are no conflict. */
  values?: Stated[];
  say?: (stated: Stated) => ReactNode;
  /** What was typed as a value; nothing for what is none. */
  toValue: (typed: string) => Value | undefined;
  saving: Saving<Value>;
}

/** One fact of a document: shown, chosen between (R49), or edited in place. Its command is judged by the server. */
export function EditableFact(props: Props) {
  const { label, typed, shown, values = [], say, saving } = props;
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const done = () => setEditing(false);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {values.length > 1 ? (
          <Choose
            values={values}
            say={say}
            pending={saving.isPending}
            onChoose={({ value }) => saving.mutate(value, { onSuccess: done })}
          />
        ) : null}
        {editing ? (
          <Editor {...props} onDone={done} />
        ) : values.length > 1 ? null : (
          <span className="row tight" style={{ flexWrap: "nowrap" }}>
            <span className="wrap-text">{(shown ?? typed) || "—"}</span>
            <Button
              size="small"
              type="text"
              icon={<EditOutlined aria-hidden />}
              aria-label={t("common.edit", { what: label })}
              onClick={() => setEditing(true)}
            />
          </span>
        )}
        {editing || saving.error === null ? null : <ProblemNote error={saving.error} />}
      </dd>
    </>
  );
}

function Editor({
  label,
  typed,
  values = [],
  shown,
  entry = "text",
  toValue,
  saving,
  onDone,
}: Props & { onDone: () => void }) {
  const { t } = useTranslation();
  const [before] = useState(typed);
  const [text, setText] = useState(typed);
  const [unfit, setUnfit] = useState(false);
  useUnsaved(text !== before);
  const save = () => {
    // Writing the same again would lose the place of an address for nothing.
    if (text.trim() === typed && values.length < 2) return onDone();
    const value = toValue(text.trim());
    setUnfit(value === undefined);
    if (value !== undefined) saving.mutate(value, { onSuccess: onDone });
  };
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      {typed === before ? null : (
        <div role="status">{t("common.changedTo", { value: asText(shown, typed) })}</div>
      )}
      <div className="row tight">
        <FactField label={label} entry={entry} text={text} onChange={setText} unfit={unfit} />
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t("common.save")}
        </Button>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
      </div>
      {unfit ? (
        <div role="alert">{t(entry === "number" ? "common.wholeNumber" : "common.needed")}</div>
      ) : null}
      <ProblemNote error={saving.error} />
    </form>
  );
}

function asText(shown: ReactNode, typed: string): string {
  return typeof shown === "string" ? shown : typed;
}

interface FieldProps {
  label: string;
  entry: Entry;
  text: string;
  unfit: boolean;
  onChange: (text: string) => void;
}

function FactField({ label, entry, text, unfit, onChange }: FieldProps) {
  if (typeof entry === "object")
    return (
      <Choice
        autoFocus
        label={label}
        value={text || undefined}
        options={entry.options}
        onChange={onChange}
        style={{ flex: 1, minWidth: 180 }}
      />
    );
  return (
    <Input
      autoFocus
      type={entry === "date" ? "date" : "text"}
      inputMode={entry === "number" ? "numeric" : undefined}
      aria-label={label}
      aria-invalid={unfit}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      style={{ flex: 1, minWidth: 180 }}
    />
  );
}
