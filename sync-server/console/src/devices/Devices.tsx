import { Button, Empty, Popconfirm, Skeleton, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDeviceAction, useDevices } from "../api/queries";
import type { DeviceView } from "../api/types";
import { When } from "../ui/moment";
import { PageHead } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { EnrolDialog } from "./EnrolDialog";

/** Who has which tablet, and which of them may still sync. */
export default function Devices() {
  const { t } = useTranslation();
  const devices = useDevices();
  const action = useDeviceAction();
  const [enrolling, setEnrolling] = useState(false);
  const columns = useColumns((id, name) => action.mutate({ id, action: name }), action.isPending);
  return (
    <>
      <PageHead title={t("device.title")}>
        <span style={{ flex: 1 }} />
        <Button type="primary" onClick={() => setEnrolling(true)}>
          {t("device.enrol")}
        </Button>
      </PageHead>
      <div className="page-body stack">
        <ProblemNote error={action.error} />
        {devices.isPending ? <Skeleton active /> : null}
        {devices.isError && devices.data === undefined ? (
          <ProblemPage error={devices.error} onRetry={() => void devices.refetch()} />
        ) : null}
        {devices.data === undefined ? null : (
          <Table<DeviceView>
            className="panel"
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={devices.data}
            pagination={false}
            locale={{ emptyText: <Empty description={t("device.none")} /> }}
          />
        )}
      </div>
      {enrolling ? <EnrolDialog known={devices.data ?? []} onClose={() => setEnrolling(false)} /> : null}
    </>
  );
}

type Act = (id: string, action: "confirm" | "revoke") => void;

function useColumns(act: Act, pending: boolean): TableColumnsType<DeviceView> {
  const { t } = useTranslation();
  return [
    {
      title: t("device.name"),
      render: (_, device) => (
        <>
          <b>{device.name}</b> <span className="soft">{device.platform}</span>
        </>
      ),
    },
    { title: t("device.user"), dataIndex: "user_name" },
    {
      title: t("device.fingerprint"),
      render: (_, { fingerprint }) => <span className="fingerprint">{fingerprint}</span>,
    },
    {
      title: t("device.state"),
      render: (_, device) => (
        <>
          <DeviceState device={device} />
          <KeptWhere device={device} />
          <Forked device={device} />
        </>
      ),
    },
    {
      title: t("device.enrolled"),
      render: (_, device) => (
        <>
          <When ms={device.enrolled_at} />
          <LetInBy device={device} />
        </>
      ),
    },
    {
      title: t("device.seen"),
      render: (_, { seen_at }) =>
        seen_at > 0 ? <When ms={seen_at} /> : <span className="soft">{t("device.never")}</span>,
    },
    {
      title: t("device.actions"),
      render: (_, device) =>
        device.revoked ? null : (
          <div className="row tight">
            {device.confirmed ? null : device.confirm_refusal ? (
              <span className="soft">{device.confirm_refusal.message}</span>
            ) : (
              <Popconfirm
                title={t("device.compare")}
                description={<span className="fingerprint">{device.fingerprint}</span>}
                onConfirm={() => act(device.id, "confirm")}
              >
                <Button size="small" type="primary" disabled={pending}>
                  {t("device.confirm")}
                </Button>
              </Popconfirm>
            )}
            <Popconfirm title={t("device.revokeSure")} onConfirm={() => act(device.id, "revoke")}>
              <Button size="small" danger disabled={pending}>
                {t("device.revoke")}
              </Button>
            </Popconfirm>
          </div>
        ),
    },
  ];
}

/** What is known of the key that customers' signatures rest on: whoever confirms the device sees it first. */
function KeptWhere({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  const level = device.security_level;
  return (
    <div className="soft" title={t(`custodyWhy.${device.custody}`)}>
      {t(`custody.${device.custody}`)}
      {level ? ` · ${t(`keyLevel.${level}`)}` : null}
    </div>
  );
}

/** The two people who let it in. */
function LetInBy({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  return (
    <div className="soft">
      {device.issued_by === "" ? null : <div>{t("device.issuedBy", { name: device.issued_by })}</div>}
      {device.confirmed_by === "" ? null : (
        <div>{t("device.confirmedBy", { name: device.confirmed_by })}</div>
      )}
    </div>
  );
}

/** A copied or restored installation that went on twice: both histories are kept, the second apart. */
function Forked({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  const [first] = device.forks;
  if (first === undefined) return null;
  return (
    <div className="forked">
      <span className="tag red">{t("device.forked")}</span>
      <div className="soft">
        <When ms={first.found_at} /> · {t("device.forkedWhy")}
      </div>
    </div>
  );
}

function DeviceState({ device }: { device: DeviceView }) {
  const { t } = useTranslation();
  if (device.revoked) return <span className="tag red">{t("device.revoked")}</span>;
  return device.confirmed ? (
    <span className="tag green">{t("device.confirmed")}</span>
  ) : (
    <span className="tag amber">{t("device.unconfirmed")}</span>
  );
}
