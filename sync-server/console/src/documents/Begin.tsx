import { Button, Form } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";

import { useBeginDocument, useKinds } from "../api/documents";
import type { DocumentKindView, FormView } from "../api/types";
import { NotFoundPage } from "../ui/NotFoundPage";
import { PageHead, PageLoading, Panel } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { useUnsaved } from "../ui/unsaved";
import { CommandForm } from "./CommandForm";
import { headed } from "./kindWords";
import { listPath } from "./places";
import type { Typed } from "./values";

/** Begins a document of any kind that whoever is logged in may begin. */
export default function Begin() {
  const { kind = "" } = useParams();
  const kinds = useKinds();
  if (kinds.isPending) return <PageLoading />;
  if (kinds.data === undefined)
    return <ProblemPage error={kinds.error} onRetry={() => void kinds.refetch()} />;
  const known = kinds.data.find((one) => one.kind === kind);
  if (known?.begins == null) return <NotFoundPage />;
  return <BeginOne key={kind} kind={known} asks={known.begins} />;
}

function BeginOne({ kind, asks }: { kind: DocumentKindView; asks: FormView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Typed>();
  const [typed, setTyped] = useState(false);
  const [begun, setBegun] = useState<string>();
  const begin = useBeginDocument(kind.kind);
  useUnsaved(typed && begun === undefined);
  // The page is left once nothing on it is unsaved any more.
  useEffect(() => {
    if (begun !== undefined) void navigate(`${listPath(kind.kind)}/${begun}`, { replace: true });
  }, [begun, kind, navigate]);
  const title = t("documents.beginOne", { name: kind.name });
  return (
    <>
      <PageHead title={title} />
      <div className="page-body one-form">
        <Panel title={headed(asks.label)}>
          <CommandForm
            asks={asks}
            kind={kind.kind}
            form={form}
            onAsk={(asked) => begin.mutate(asked, { onSuccess: ({ id }) => setBegun(id) })}
            onTyped={() => setTyped(true)}
          >
            <div className="stack">
              <ProblemNote error={begin.error} />
              <Button
                type="primary"
                htmlType="submit"
                loading={begin.isPending}
                style={{ alignSelf: "start" }}
                data-action={asks.command}
              >
                {headed(asks.label)}
              </Button>
            </div>
          </CommandForm>
        </Panel>
      </div>
    </>
  );
}
