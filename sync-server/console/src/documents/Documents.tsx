import { PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Empty, Segmented, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";

import { useDocuments, useKinds, type DocumentFilter } from "../api/documents";
import type { DocumentKindView } from "../api/types";
import { filterOf, SCOPES, scopeOf, type Scope } from "../complaint/filter";
import { Cut } from "../ui/Cut";
import { NotFoundPage } from "../ui/NotFoundPage";
import { PageHead, PageLoading } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { SearchBox } from "../ui/SearchBox";
import { DocumentTable } from "./DocumentTable";
import { listPath } from "./places";

/** The list of one kind of document, whichever it is. */
export default function Documents() {
  const { kind = "" } = useParams();
  const kinds = useKinds();
  if (kinds.isPending) return <PageLoading />;
  if (kinds.data === undefined)
    return <ProblemPage error={kinds.error} onRetry={() => void kinds.refetch()} />;
  const known = kinds.data.find((one) => one.kind === kind);
  return known === undefined ? <NotFoundPage /> : <OfKind key={kind} kind={known} />;
}

function OfKind({ kind }: { kind: DocumentKindView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filter = { ...filterOf(search), kind: kind.kind };
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
      <PageHead title={kind.list}>
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
        {kind.begins == null ? null : (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate(`${listPath(kind.kind)}/new`)}
            data-action="begin"
          >
            {t("documents.begin")}
          </Button>
        )}
      </PageHead>
      <div className="page-body stack" style={{ minHeight: 0 }}>
        <Found kind={kind} filter={filter} />
      </div>
    </div>
  );
}

function Found({ kind, filter }: { kind: DocumentKindView; filter: DocumentFilter }) {
  const { t } = useTranslation();
  const found = useDocuments(filter);
  if (found.isPending) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (found.data === undefined)
    return <ProblemPage error={found.error} onRetry={() => void found.refetch()} />;
  const { documents, more } = found.data;
  return (
    <>
      {more ? <Cut shown={documents.length} /> : null}
      <ProblemNote error={found.error} />
      <div style={{ flex: 1, minHeight: 0 }}>
        {documents.length === 0 ? (
          <Empty description={t("documents.empty")} />
        ) : (
          <DocumentTable kind={kind} rows={documents} />
        )}
      </div>
    </>
  );
}
