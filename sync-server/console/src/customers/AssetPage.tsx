import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useAsset, useAssetCommand, useCustomer } from "../api/queries";
import type { AssetView, SiteView, Stated, Value } from "../api/types";
import { day } from "../format/time";
import { useWord } from "../i18n/word";
import { EditableFact, type Entry } from "../ui/EditableFact";
import { useZone } from "../ui/moment";
import { PageHead, Panel } from "../ui/Page";
import { ProblemPage } from "../ui/problem";
import { Marks } from "../ui/tags";
import { conflictAt, countValue, dayValue, hoursValue, textValue } from "./values";

/** One machine: what its nameplate and delivery papers say, and what its warranty depends on (R32). */
export default function AssetPage() {
  const { id = "" } = useParams();
  const asset = useAsset(id);
  const customer = useCustomer(asset.data?.customer ?? undefined);
  if (asset.isPending) {
    return (
      <div className="page-body">
        <Skeleton active />
      </div>
    );
  }
  if (asset.data === undefined)
    return <ProblemPage error={asset.error} onRetry={() => void asset.refetch()} />;
  return (
    <>
      <PageHead title={`${asset.data.model} ${asset.data.serial}`}>
        {customer.data === undefined ? null : (
          <Link to={`/customers/${customer.data.id}`}>{customer.data.name}</Link>
        )}
        <Marks contested={false} conflicts={asset.data.conflicts.length} additions={0} />
      </PageHead>
      <div className="page-body narrow stack">
        <div className="signoff-grid">
          <Nameplate key={id} asset={asset.data} sites={customer.data?.sites ?? []} />
          <Terms key={`${id}/terms`} asset={asset.data} />
        </div>
      </div>
    </>
  );
}

function Nameplate({ asset, sites }: { asset: AssetView; sites: SiteView[] }) {
  const { t } = useTranslation();
  const nameOf = (id: string) => {
    const site = sites.find((one) => one.id === id);
    return site?.name || site?.address || "—";
  };
  return (
    <Panel title={t("asset.nameplate")}>
      <dl className="facts">
        <Fact asset={asset} name="product_model" label={t("field.model")} typed={asset.model} />
        <Fact asset={asset} name="serial" label={t("field.serial")} typed={asset.serial} />
        <Fact
          asset={asset}
          name="site"
          label={t("field.site")}
          typed={asset.site ?? ""}
          shown={nameOf(asset.site ?? "")}
          entry={{ options: sites.map(({ id, name, address }) => ({ value: id, label: name || address })) }}
          say={({ text }) => nameOf(text)}
          toValue={(id) => (id === "" ? undefined : { id })}
        />
        <Fact
          asset={asset}
          name="running_hours"
          label={t("asset.runningHours")}
          typed={asset.running_hours == null ? "" : String(asset.running_hours)}
          entry="number"
          toValue={hoursValue}
        />
      </dl>
    </Panel>
  );
}

function Terms({ asset }: { asset: AssetView }) {
  const { t } = useTranslation();
  const word = useWord();
  const zone = useZone();
  return (
    <Panel
      title={t("asset.terms")}
      extra={<span className="tag line">{word("warranty", asset.warranty)}</span>}
    >
      <dl className="facts">
        <Fact
          asset={asset}
          name="acceptance_date"
          label={t("field.accepted")}
          typed={asset.acceptance_date ?? ""}
          entry="date"
          say={({ text, value }) => ("time" in value ? day(Number(text), zone) : text)}
          toValue={dayValue}
        />
        <Fact
          asset={asset}
          name="warranty_months"
          label={t("asset.warrantyMonths")}
          typed={asset.warranty_months == null ? "" : String(asset.warranty_months)}
          shown={asset.warranty_months == null ? t("asset.byCatalogue") : String(asset.warranty_months)}
          entry="number"
          toValue={countValue}
        />
        <Fact
          asset={asset}
          name="repair_days"
          label={t("asset.repairDays")}
          typed={String(asset.repair_days)}
          entry="number"
          toValue={countValue}
        />
      </dl>
    </Panel>
  );
}

interface FactProps {
  asset: AssetView;
  name: string;
  label: string;
  typed: string;
  shown?: string;
  entry?: Entry;
  say?: (stated: Stated) => string;
  toValue?: (typed: string) => Value | undefined;
}

/** One fact of a machine, with a command of its own, so that its failure shows where it was asked for. */
function Fact({ asset, name, toValue = textValue, ...fact }: FactProps) {
  const command = useAssetCommand(asset.id);
  return (
    <EditableFact
      {...fact}
      values={conflictAt(asset.conflicts, `fact/${name}`)}
      toValue={toValue}
      saving={{ ...command, mutate: (value, then) => command.mutate({ set_fact: { name, value } }, then) }}
    />
  );
}
