import { AppstoreOutlined, PlusOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Empty, Segmented, Skeleton } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { useOrders, useStaff } from "../api/queries";
import type { OrderRow } from "../api/types";
import { useWord } from "../i18n/word";
import { Choice } from "../ui/Choice";
import { Cut } from "../ui/Cut";
import { useKeys } from "../ui/keys";
import { useNow } from "../ui/moment";
import { PageHead } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { SearchBox } from "../ui/SearchBox";
import { BoardLanes } from "./BoardLanes";
import { BoardTable } from "./BoardTable";
import { byNeed, FOCUSES, inFocus, LANES, type Focus } from "./rows";

const VIEW = "jobsheet.board.view";
type View = "lanes" | "table";

/** Every order that is under way, kept current while it is open. */
export default function Board() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const filter = useBoardFilter(search);
  const orders = useOrders(filter.server);
  const now = useNow();
  const all = useMemo(() => orders.data?.orders ?? [], [orders.data]);
  const rows = useMemo(
    () => all.filter((row) => inFocus(row, filter.focus, now)).sort(byNeed(now)),
    [all, filter.focus, now],
  );
  const put = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined || value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const view: View = (search.get("view") ?? localStorage.getItem(VIEW)) === "table" ? "table" : "lanes";
  const show = (next: View) => {
    localStorage.setItem(VIEW, next);
    put("view", next);
  };
  useKeys({ v: () => show(view === "table" ? "lanes" : "table") });

  return (
    <div className="board">
      <PageHead title={t("board.title")}>
        <BoardFilters search={search} put={put} />
        <span style={{ flex: 1 }} />
        <Segmented<View>
          aria-label={t("board.view")}
          value={view}
          onChange={show}
          options={[
            { value: "lanes", icon: <AppstoreOutlined aria-hidden />, label: t("board.lanes") },
            { value: "table", icon: <UnorderedListOutlined aria-hidden />, label: t("board.table") },
          ]}
        />
        <NewRequestButton />
      </PageHead>
      <div className="page-body stack" style={{ minHeight: 0 }}>
        <FocusBar
          all={all}
          focus={filter.focus}
          now={now}
          onChoose={(focus) => put("focus", focus === "all" ? "" : focus)}
        />
        {orders.data?.more === true ? <Cut shown={all.length} /> : null}
        {orders.isError && orders.data !== undefined ? <ProblemNote error={orders.error} /> : null}
        <div style={{ flex: 1, minHeight: 0 }}>
          <BoardBody query={orders} rows={rows} view={view} />
        </div>
      </div>
    </div>
  );
}

function BoardBody({
  query,
  rows,
  view,
}: {
  query: ReturnType<typeof useOrders>;
  rows: OrderRow[];
  view: View;
}) {
  const { t } = useTranslation();
  if (query.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (query.data === undefined)
    return <ProblemPage error={query.error} onRetry={() => void query.refetch()} />;
  if (rows.length === 0) return <Empty description={t("board.empty")} />;
  return view === "table" ? <BoardTable rows={rows} /> : <BoardLanes rows={rows} />;
}

function useBoardFilter(search: URLSearchParams) {
  const focus = FOCUSES.find((name) => name === search.get("focus")) ?? "all";
  return useMemo(() => {
    const q = search.get("q") ?? undefined;
    const status = search.get("status") ?? undefined;
    const server = {
      q,
      status,
      // Whoever looks for something finds it, also when it is done with.
      open: q === undefined && status === undefined,
      technician: search.get("technician") ?? undefined,
    };
    return { focus, server };
  }, [search, focus]);
}

type Put = (name: string, value: string | undefined) => void;

function BoardFilters({ search, put }: { search: URLSearchParams; put: Put }) {
  const { t } = useTranslation();
  const word = useWord();
  const staff = useStaff();
  const technicians = (staff.data ?? [])
    .filter(({ roles }) => roles.includes("technician"))
    .map(({ user, name }) => ({ value: user, label: name }));
  const statuses = LANES.flatMap((lane) => lane.statuses).map((status) => ({
    value: status,
    label: word("status", status),
  }));
  return (
    <>
      <SearchBox initial={search.get("q") ?? ""} label={t("board.search")} onSearch={(q) => put("q", q)} />
      <Choice
        allowClear
        label={t("board.anyStatus")}
        value={search.get("status")}
        onChange={(value: string | undefined) => put("status", value)}
        options={statuses}
        placeholder={t("board.anyStatus")}
        style={{ width: 130 }}
      />
      <Choice
        allowClear
        label={t("board.anyTechnician")}
        showSearch={{ optionFilterProp: "label" }}
        value={search.get("technician")}
        onChange={(value: string | undefined) => put("technician", value)}
        options={technicians}
        placeholder={t("board.anyTechnician")}
        style={{ width: 150 }}
      />
    </>
  );
}

function NewRequestButton() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button
      type="primary"
      icon={<PlusOutlined aria-hidden />}
      onClick={() => void navigate("/requests/new")}
      aria-keyshortcuts="n"
    >
      {t("intake.new")}
    </Button>
  );
}

interface FocusProps {
  all: OrderRow[];
  focus: Focus;
  now: number;
  onChoose: (focus: Focus) => void;
}

/** One tap to what needs a decision, each with how many there are. */
function FocusBar({ all, focus, now, onChoose }: FocusProps) {
  const { t } = useTranslation();
  return (
    <div className="row" role="group" aria-label={t("board.focus")}>
      {FOCUSES.map((name) => {
        const count = all.filter((row) => inFocus(row, name, now)).length;
        return (
          <Button
            key={name}
            size="small"
            shape="round"
            type={focus === name ? "primary" : "default"}
            aria-pressed={focus === name}
            onClick={() => onChoose(name)}
          >
            {t(`focus.${name}`)} {count}
          </Button>
        );
      })}
    </div>
  );
}
