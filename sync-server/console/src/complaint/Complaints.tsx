import { PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Empty, Segmented, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";

import { useComplaints, type ComplaintFilter } from "../api/complaints";
import { Cut } from "../ui/Cut";
import { PageHead } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { SearchBox } from "../ui/SearchBox";
import { ComplaintTable } from "./ComplaintTable";
import { filterOf, SCOPES, scopeOf, type Scope } from "./filter";

/** Every complaint, newest first, kept current while the page is open. */
export default function Complaints() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const put = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return (
    <div className="board">
      <PageHead title={t("complaint.title")}>
        <SearchBox
          initial={search.get("q") ?? ""}
          label={t("complaint.search")}
          onSearch={(q) => put("q", q)}
        />
        <Segmented<Scope>
          aria-label={t("complaint.show")}
          value={scopeOf(search)}
          onChange={(scope) => put("scope", scope)}
          options={SCOPES.map((value) => ({ value, label: t(`complaintScope.${value}`) }))}
        />
        <Checkbox
          checked={filter.contested === true}
          onChange={({ target }) => put("contested", target.checked ? "true" : "")}
        >
          {t("complaint.onlyContested")}
        </Checkbox>
        <span style={{ flex: 1 }} />
        <Button
          type="primary"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => void navigate("/complaints/new")}
        >
          {t("complaint.new")}
        </Button>
      </PageHead>
      <div className="page-body stack" style={{ minHeight: 0 }}>
        <Found filter={filter} />
      </div>
    </div>
  );
}

function Found({ filter }: { filter: ComplaintFilter }) {
  const { t } = useTranslation();
  const complaints = useComplaints(filter);
  if (complaints.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (complaints.data === undefined)
    return <ProblemPage error={complaints.error} onRetry={() => void complaints.refetch()} />;
  const { complaints: rows, more } = complaints.data;
  return (
    <>
      {more ? <Cut shown={rows.length} /> : null}
      <ProblemNote error={complaints.error} />
      <div style={{ flex: 1, minHeight: 0 }}>
        {rows.length === 0 ? <Empty description={t("complaint.empty")} /> : <ComplaintTable rows={rows} />}
      </div>
    </>
  );
}
