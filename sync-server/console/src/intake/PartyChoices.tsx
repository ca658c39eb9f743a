import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAssets, useCustomers } from "../api/queries";
import { Choice } from "../ui/Choice";

interface Field {
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

interface CustomerProps extends Field {
  /** The customer the choice begins with, whom no search may have found yet. */
  known: string | null | undefined;
  name: string;
  /** What it means that none is chosen. */
  none: string;
}

/** A customer, found by name on the server. */
export function CustomerChoice({ known, name, none, ...field }: CustomerProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const customers = useCustomers(q);
  const found = (customers.data ?? []).map((customer) => ({ value: customer.id, label: customer.name }));
  const options =
    known == null || found.some((option) => option.value === known)
      ? found
      : [{ value: known, label: name }, ...found];
  return (
    <Choice
      {...field}
      allowClear
      label={t("field.customer")}
      options={options}
      showSearch={{ filterOption: false, onSearch: setQ }}
      placeholder={none}
    />
  );
}

/** One of a customer's machines. */
export function AssetChoice({ customer, ...field }: Field & { customer: string | undefined }) {
  const { t } = useTranslation();
  const assets = useAssets(customer);
  const options = (assets.data ?? []).map((asset) => ({
    value: asset.id,
    label: `${asset.model} ${asset.serial}`,
  }));
  return (
    <Choice
      {...field}
      allowClear
      label={t("field.asset")}
      options={options}
      disabled={customer === undefined}
      placeholder={t("raise.noAsset")}
    />
  );
}
