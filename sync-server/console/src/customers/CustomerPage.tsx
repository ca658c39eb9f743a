import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useCustomer } from "../api/queries";
import type { CustomerView } from "../api/types";
import { closestLanguage, LANGUAGE_NAMES } from "../i18n";
import { useWord } from "../i18n/word";
import { When, WhenDay } from "../ui/moment";
import { PageHead, Panel } from "../ui/Page";
import { ProblemPage } from "../ui/problem";
import { Marks, SignoffTag, StatusTag } from "../ui/tags";

/** One customer: whom to call, where, their machines and orders. */
export default function CustomerPage() {
  const { id = "" } = useParams();
  const customer = useCustomer(id);
  if (customer.isPending) {
    return (
      <div className="page-body">
        <Skeleton active />
      </div>
    );
  }
  if (customer.data === undefined)
    return <ProblemPage error={customer.error} onRetry={() => void customer.refetch()} />;
  return <Customer customer={customer.data} />;
}

function Customer({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={customer.name}>
        <span className="soft">
          {[customer.phone, customer.contract, LANGUAGE_NAMES[closestLanguage(customer.language)]]
            .filter((part) => part !== "")
            .join(" · ")}
        </span>
      </PageHead>
      <div className="page-body narrow stack">
        <div className="signoff-grid">
          <Contacts customer={customer} />
          <Sites customer={customer} />
        </div>
        <Machines customer={customer} />
        <Panel title={t("customer.orders")}>
          {customer.orders.length === 0 ? <Nothing /> : null}
          {customer.orders.map((order) => (
            <div className="member row" key={order.id} style={{ flexDirection: "row" }}>
              <Link className="mono" to={`/orders/${order.id}`}>
                {order.number || t("order.noNumber")}
              </Link>
              <span style={{ flex: 1 }} className="one-line">
                {order.title}
              </span>
              <Marks {...order} />
              <SignoffTag signoff={order.signoff} isVoid={order.void} />
              <StatusTag status={order.status} />
              <span className="soft">
                <When ms={order.updated_at} />
              </span>
            </div>
          ))}
        </Panel>
      </div>
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return <span className="soft">{t("common.empty")}</span>;
}

function Contacts({ customer: { contacts } }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("customer.contacts")}>
      {contacts.length === 0 ? <Nothing /> : null}
      {contacts.map((contact) => (
        <div className="member" key={contact.id}>
          <b>{contact.name}</b>
          <span className="soft">
            {[contact.role, contact.phone, contact.mail].filter((part) => part !== "").join(" · ")}
          </span>
        </div>
      ))}
    </Panel>
  );
}

const METRES_PER_KM = 1000;

function Sites({ customer: { sites } }: { customer: CustomerView }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("customer.sites")}>
      {sites.length === 0 ? <Nothing /> : null}
      {sites.map((site) => (
        <div className="member" key={site.id}>
          <b>{site.name}</b>
          <span>{site.address}</span>
          {site.distance_m == null ? null : (
            <span className="soft">
              {t("customer.distance", { km: Math.round(site.distance_m / METRES_PER_KM) })}
            </span>
          )}
        </div>
      ))}
    </Panel>
  );
}

function Machines({ customer: { assets, sites } }: { customer: CustomerView }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Panel title={t("customer.assets")}>
      {assets.length === 0 ? (
        <Nothing />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("field.model")}</th>
              <th scope="col">{t("field.serial")}</th>
              <th scope="col">{t("field.site")}</th>
              <th scope="col">{t("field.accepted")}</th>
              <th scope="col">{t("field.warranty")}</th>
            </tr>
          </thead>
          <tbody>
            {assets.map((asset) => (
              <tr key={asset.id}>
                <td>{asset.model}</td>
                <td className="mono">{asset.serial}</td>
                <td>{sites.find(({ id }) => id === asset.site)?.name}</td>
                <td>{asset.acceptance_date == null ? "—" : <WhenDay ms={asset.acceptance_date} />}</td>
                <td>
                  <span className="tag line">{word("warranty", asset.warranty)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
