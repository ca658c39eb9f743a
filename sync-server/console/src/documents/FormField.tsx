import { Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";

import { useStaff } from "../api/queries";
import type { FieldView } from "../api/types";
import { Choice } from "../ui/Choice";
import { DocumentChoice } from "./DocumentChoice";
import { headed } from "./kindWords";
import { MoneyField } from "./MoneyField";
import { wholeNumber } from "./values";

interface Props {
  field: FieldView;
  /** The kind of the document that is asked. */
  kind: string;
}

/** One field of a command's form, by what it holds. */
export function FormField({ field, kind }: Props) {
  const { t } = useTranslation();
  const { name, label, holds, required } = field;
  if (holds === "money") return <MoneyField field={field} />;
  const needed = { required: true, message: t("common.needed") };
  const whole = {
    validator: (_: unknown, typed = "") =>
      typed === "" || wholeNumber(typed) !== undefined ? Promise.resolve() : Promise.reject(),
    message: t("common.wholeNumber"),
  };
  // An empty text can be right: whether words are needed is for the rules of its kind to say.
  const rules = [...(required && holds !== "text" ? [needed] : []), ...(holds === "integer" ? [whole] : [])];
  return (
    <Form.Item name={name} label={headed(label)} rules={rules}>
      <Entry field={field} kind={kind} />
    </Form.Item>
  );
}

interface EntryProps extends Props {
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

function Entry({ field, kind, onChange, ...own }: EntryProps) {
  const { name, label, holds, required } = field;
  const typed = { ...own, onChange: ({ target }: { target: { value: string } }) => onChange?.(target.value) };
  switch (holds) {
    case "integer":
      return <Input {...typed} inputMode="numeric" autoComplete="off" style={{ maxWidth: 240 }} />;
    case "time":
      return <Input {...typed} type="datetime-local" style={{ maxWidth: 240 }} />;
    case "date":
      return <Input {...typed} type="date" style={{ maxWidth: 240 }} />;
    case "flag":
      return <FlagEntry {...own} onChange={onChange} required={required} />;
    case "person":
      return <PersonChoice {...own} onChange={onChange} label={label} required={required} />;
    case "document":
      return (
        <DocumentChoice
          {...own}
          onChange={onChange}
          name={name}
          label={label}
          of={kind}
          required={required}
        />
      );
    case "choice":
      return <OneOf {...own} onChange={onChange} field={field} />;
    default:
      return <Input.TextArea {...typed} autoSize={{ minRows: 1, maxRows: 12 }} autoComplete="off" />;
  }
}

interface FlagProps {
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
  required: boolean;
}

/** Yes or no, or neither where nothing need be said. */
function FlagEntry({ required, onChange, ...field }: FlagProps) {
  const { t } = useTranslation();
  const options = [
    { value: "yes", label: t("common.yes") },
    { value: "no", label: t("common.no") },
    ...(required ? [] : [{ value: "", label: t("documents.unsaid") }]),
  ];
  return (
    <Radio.Group {...field} options={options} onChange={({ target }) => onChange?.(String(target.value))} />
  );
}

/** More choices than fit a line are a drop-down list, and so are those of which none need be chosen. */
const SIDE_BY_SIDE = 6;

function OneOf({ field, ...own }: Omit<EntryProps, "kind">) {
  const { choices, label, required } = field;
  const options = choices.map(({ name, word }) => ({ value: name, label: word }));
  if (!required || choices.length > SIDE_BY_SIDE)
    return <Choice {...own} label={label} options={options} allowClear={!required} />;
  const { onChange, ...rest } = own;
  return (
    <Radio.Group {...rest} options={options} onChange={({ target }) => onChange?.(String(target.value))} />
  );
}

interface PersonProps extends Omit<EntryProps, "field" | "kind"> {
  label: string;
  required: boolean;
}

/** Somebody with an account. Whether they may is for the rules of the kind to say. */
function PersonChoice({ required, ...field }: PersonProps) {
  const staff = useStaff().data ?? [];
  const options = staff
    .filter(({ active }) => active)
    .map(({ user, name }) => ({ value: user, label: name }));
  return (
    <Choice {...field} allowClear={!required} options={options} showSearch={{ optionFilterProp: "label" }} />
  );
}
