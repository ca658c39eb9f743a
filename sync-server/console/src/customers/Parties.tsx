import { useTranslation } from "react-i18next";

import type { ContactView, CustomerView, SiteView } from "../api/types";
import { Items } from "./Items";
import { METRES_PER_KM, typedSite } from "./values";

/** Whom to call. */
export function Contacts({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <Items
      customer={customer}
      collection="contact"
      title={t("customer.contacts")}
      one={t("field.contact")}
      fields={[
        { name: "name", register: "name", label: t("field.name"), needed: true },
        { name: "phone", register: "phone", label: t("field.phone"), inputMode: "tel" },
        { name: "mail", register: "mail", label: t("field.mail"), inputMode: "email" },
        { name: "role", register: "role", label: t("field.role") },
      ]}
      items={customer.contacts.map((contact) => ({
        id: contact.id,
        name: contact.name,
        typed: { name: contact.name, phone: contact.phone, mail: contact.mail, role: contact.role },
        shown: <Contact {...contact} />,
      }))}
    />
  );
}

function Contact({ name, role, phone, mail }: ContactView) {
  return (
    <>
      <div>
        <b>{name || "—"}</b>
      </div>
      <span className="soft">{[role, phone, mail].filter((part) => part !== "").join(" · ")}</span>
    </>
  );
}

/** Where their machines are. */
export function Sites({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <Items
      customer={customer}
      collection="site"
      title={t("customer.sites")}
      one={t("field.site")}
      fields={[
        { name: "name", register: "name", label: t("field.name") },
        { name: "address", register: "address", label: t("field.address"), needed: true },
        {
          name: "distance_km",
          register: "distance_m",
          label: t("customer.distanceField"),
          inputMode: "decimal",
          pattern: /^\d{1,5}(\.\d{1,3})?$/,
        },
      ]}
      items={customer.sites.map((site) => ({
        id: site.id,
        name: site.name || site.address,
        typed: typedSite(site),
        shown: <Site {...site} />,
      }))}
    />
  );
}

function Site({ name, address, distance_m }: SiteView) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <b>{name || "—"}</b>
      </div>
      <div className="wrap-text">{address}</div>
      {distance_m == null ? null : (
        <span className="soft">{t("customer.distance", { km: Math.round(distance_m / METRES_PER_KM) })}</span>
      )}
    </>
  );
}
