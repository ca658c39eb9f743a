import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useComplaints } from "../api/complaints";
import { useOrders, usePolicy, useStaff } from "../api/queries";
import { Choice } from "../ui/Choice";
import { TYPING_PAUSE_MS } from "../ui/SearchBox";
import { useSettled } from "../ui/useSettled";

interface Field {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

/** Roles that find out what happened (R41). */
const INVESTIGATORS = ["quality", "engineer", "manager"];
/** More than anybody reads through in a drop-down list; what is typed narrows it. */
const OFFERED = 20;

/** Somebody who can investigate; nobody in particular where none is chosen. */
export function InvestigatorChoice(field: Field) {
  const { t } = useTranslation();
  const staff = useStaff();
  const able = (staff.data ?? []).filter(
    ({ active, roles }) => active && roles.some((role) => INVESTIGATORS.includes(role)),
  );
  return (
    <Choice
      {...field}
      allowClear
      label={t("complaintFact.investigator")}
      options={able.map(({ user, name }) => ({ value: user, label: name }))}
      placeholder={t("complaintFact.nobody")}
    />
  );
}

/** The unit that answers for a complaint: one of policy's, or any where policy lists none. */
export function UnitChoice({ label, ...field }: Field & { label: string }) {
  const units = usePolicy().data?.complaints?.units ?? [];
  if (units.length === 0)
    return <Input {...field} onChange={({ target }) => field.onChange?.(target.value)} autoComplete="off" />;
  // What was written before policy had a list stays to be seen until somebody chooses anew.
  const written = field.value === undefined || field.value === "" ? [] : [field.value];
  const options = [...new Set([...written, ...units])].map((value) => ({ value, label: value }));
  return <Choice {...field} value={written[0]} label={label} options={options} />;
}

/** Another complaint, looked for on the server. */
export function ComplaintChoice({ label, except, ...field }: Field & { label: string; except: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const found = useComplaints({ q: useSettled(typed, TYPING_PAUSE_MS) }, OFFERED);
  const options = (found.data?.complaints ?? [])
    .filter(({ id }) => id !== except)
    .map((row) => ({ value: row.id, label: `${row.number} ${row.title} ${row.customer_name}` }));
  return (
    <FoundChoice
      {...field}
      label={label}
      options={options}
      onSearch={setTyped}
      placeholder={t("similar.choose")}
    />
  );
}

/** A work order, looked for on the server. */
export function OrderChoice({ label, ...field }: Field & { label: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const found = useOrders({ q: useSettled(typed, TYPING_PAUSE_MS) });
  const options = (found.data?.orders ?? [])
    .slice(0, OFFERED)
    .map((row) => ({ value: row.id, label: `${row.number} ${row.title} ${row.customer_name}` }));
  return (
    <FoundChoice
      {...field}
      label={label}
      options={options}
      onSearch={setTyped}
      placeholder={t("complaintAsk.chooseOrder")}
    />
  );
}

interface Option {
  value: string;
  label: string;
}

interface FoundProps extends Field {
  label: string;
  options: Option[];
  onSearch: (typed: string) => void;
  placeholder: string;
}

/** A choice among what the server found; what is chosen stays named when the next search does not find it. */
function FoundChoice({ options, onSearch, onChange, ...rest }: FoundProps) {
  const [chosen, setChosen] = useState<Option>();
  const others = options.filter(({ value }) => value !== chosen?.value);
  const shown = chosen === undefined ? others : [chosen, ...others];
  return (
    <Choice
      {...rest}
      options={shown}
      showSearch={{ filterOption: false, onSearch }}
      onChange={(id: string) => {
        setChosen(shown.find(({ value }) => value === id));
        onChange?.(id);
      }}
    />
  );
}
