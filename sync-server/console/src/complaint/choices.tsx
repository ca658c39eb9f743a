import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useComplaints } from "../api/complaints";
import { useOrders, usePolicy, useStaff } from "../api/queries";
import { Choice } from "../ui/Choice";
import { FoundChoice } from "../ui/FoundChoice";
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
