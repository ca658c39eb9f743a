import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { CustomerView } from "../api/types";
import { useWord } from "../i18n/word";
import { Nothing, Panel } from "../ui/Page";
import { NewMachine } from "./NewMachine";

/** The customer's machines; each has a page of its own. */
export function Machines({ customer }: { customer: CustomerView }) {
  const { t } = useTranslation();
  const word = useWord();
  const { assets, sites } = customer;
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t("customer.assets")}
      extra={
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
          {t("common.add", { what: t("field.asset") })}
        </Button>
      }
    >
      {adding ? <NewMachine customer={customer} onClose={() => setAdding(false)} /> : null}
      {assets.length === 0 ? (
        <Nothing />
      ) : (
        <div className="scroll-x">
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
                  <td>
                    <Link to={`/assets/${asset.id}`}>{asset.model}</Link>
                  </td>
                  <td className="mono">{asset.serial}</td>
                  <td>{sites.find(({ id }) => id === asset.site)?.name}</td>
                  <td className="nowrap">{asset.acceptance_date ?? "—"}</td>
                  <td>
                    <span className="tag line">{word("warranty", asset.warranty)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
