import { PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Drawer, Empty, Skeleton, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router";

import { useRequests } from "../api/queries";
import type { RequestRow } from "../api/types";
import { useWord } from "../i18n/word";
import { Cut } from "../ui/Cut";
import { When } from "../ui/moment";
import { PageHead } from "../ui/Page";
import { ProblemPage } from "../ui/problem";
import { SearchBox } from "../ui/SearchBox";
import { RequestDetail } from "./RequestDetail";

const PAGE_SIZE = 50;

/** The register of everything that came in, in the order of time (R1). */
export default function Register() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const [q, setQ] = useState("");
  const [open, setOpen] = useState(false);
  const requests = useRequests({ q, open });
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("register.title")}>
        <SearchBox label={t("register.search")} onSearch={setQ} />
        <Checkbox checked={open} onChange={(event) => setOpen(event.target.checked)}>
          {t("register.onlyOpen")}
        </Checkbox>
        <span style={{ flex: 1 }} />
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => void navigate("/requests/new")}
        >
          {t("intake.new")}
        </Button>
      </PageHead>
      <div className="page-body">
        {requests.isPending ? <Skeleton active paragraph={{ rows: 8 }} /> : null}
        {requests.isError && requests.data === undefined ? (
          <ProblemPage error={requests.error} onRetry={() => void requests.refetch()} />
        ) : null}
        {requests.data?.more === true ? <Cut shown={requests.data.requests.length} /> : null}
        {requests.data === undefined ? null : (
          <Table<RequestRow>
            className="panel"
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={requests.data.requests}
            pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true }}
            locale={{ emptyText: <Empty description={t("register.empty")} /> }}
            scroll={{ x: 980 }}
          />
        )}
      </div>
      <Drawer
        open={id !== undefined}
        onClose={() => void navigate("/requests")}
        size={640}
        title={t("request.title")}
        destroyOnHidden
      >
        {id === undefined ? null : <RequestDetail id={id} />}
      </Drawer>
    </>
  );
}

function useColumns(): TableColumnsType<RequestRow> {
  const { t } = useTranslation();
  const word = useWord();
  return [
    { title: t("field.number"), width: 150, render: (_, request) => <RequestNumber request={request} /> },
    {
      title: t("field.received"),
      width: 110,
      render: (_, request) => (request.received_at == null ? null : <When ms={request.received_at} />),
    },
    { title: t("field.channel"), width: 80, render: (_, request) => word("channel", request.channel) },
    {
      title: t("field.caller"),
      width: 190,
      render: (_, request) => (
        <>
          <div>{request.caller}</div>
          <div className="soft">{request.phone}</div>
        </>
      ),
    },
    { title: t("field.fault"), ellipsis: true, render: (_, request) => request.fault },
    { title: t("field.takenBy"), width: 100, dataIndex: "taken_by" },
    { title: t("field.outcome"), width: 140, render: (_, request) => <OutcomeTag status={request.status} /> },
  ];
}

/** Its number in the register; one logged offline has only its device's until the server gave one. */
function RequestNumber({ request }: { request: RequestRow }) {
  const { t } = useTranslation();
  return (
    <Link className="mono" to={`/requests/${request.id}`}>
      {request.number || t("request.noNumber")}
    </Link>
  );
}

/** Whether a request is open or how it ended. */
export function OutcomeTag({ status, outcome }: { status: string; outcome?: string | undefined }) {
  const word = useWord();
  if (status === "open") return <span className="tag amber">{word("requestStatus", status)}</span>;
  return (
    <span className="tag green">
      {outcome === undefined ? word("requestStatus", status) : word("requestOutcome", outcome)}
    </span>
  );
}
