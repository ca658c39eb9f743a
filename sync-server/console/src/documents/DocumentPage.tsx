import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { useDocument, useDocumentCommand } from "../api/documents";
import { refusalOf } from "../api/possible";
import { useStaff } from "../api/queries";
import type { DocumentView } from "../api/types";
import { AddPhoto } from "../document/AddPhoto";
import { Conflicts } from "../document/Conflicts";
import { Contest } from "../document/Contest";
import { Photos } from "../document/Photos";
import { Timeline } from "../document/Timeline";
import { PageLoading, Panel, usePageTitle } from "../ui/Page";
import { ProblemNote, ProblemPage } from "../ui/problem";
import { ClockList } from "../ui/tags";
import { DocumentHead } from "./DocumentHead";
import { Facts } from "./Facts";
import { Items } from "./Items";
import { useKindWords } from "./kindWords";
import { Links } from "./Links";
import { LongText } from "./LongText";
import { canAsk } from "./possible";
import { readingOf } from "./reading";
import { tell } from "./tell";

/** One document of any kind, kept current while it is open. */
export default function DocumentPage() {
  const { id = "" } = useParams();
  const document = useDocument(id);
  if (document.isPending) return <PageLoading />;
  if (document.data === undefined)
    return <ProblemPage error={document.error} onRetry={() => void document.refetch()} />;
  return <Page key={id} document={document.data} error={document.error} />;
}

function Page({ document, error }: { document: DocumentView; error: unknown }) {
  const { t } = useTranslation();
  const settling = useDocumentCommand(document);
  const choosing = useDocumentCommand(document);
  const words = useKindWords(document.kind);
  usePageTitle(`${document.number} ${document.title}`);
  return (
    <>
      <DocumentHead document={document} words={words} />
      <div className="order-columns">
        <div className="stack">
          <ProblemNote error={error} />
          <Contest
            document={document}
            reading={readingOf(document, words)}
            title={t("documents.contest")}
            refusal={refusalOf(document.possible, "settle")}
            saving={settling}
          />
          <Conflicts
            conflicts={document.conflicts}
            shownInPlace={document.facts.map(({ name }) => `fact/${name}`)}
            saving={choosing}
          />
          <Facts document={document} words={words} />
          {document.texts.map(({ name }) => (
            <LongText key={name} document={document} name={name} title={words.head(name)} />
          ))}
          <Items document={document} words={words} />
          <Pictures document={document} />
        </div>
        <div className="stack">
          {document.clocks.length === 0 ? null : (
            <Panel title={t("order.clocks")}>
              <ClockList clocks={document.clocks} />
            </Panel>
          )}
          <Links links={document.links} />
          <Happened document={document} />
        </div>
      </div>
    </>
  );
}

/** The photos of a document whose kind has some, or can have. */
function Pictures({ document }: { document: DocumentView }) {
  const adding = useDocumentCommand(document);
  const canAdd = canAsk(document.possible, "add_photo");
  if (document.photos.length === 0 && !canAdd) return null;
  return (
    <Photos
      document={document.id}
      photos={document.photos}
      extra={canAdd ? <AddPhoto add={adding.mutateAsync} /> : null}
    />
  );
}

/** What happened, in the words of the kind: what an event of any kind says is told field by field. */
function Happened({ document }: { document: DocumentView }) {
  const words = useKindWords(document.kind);
  const staff = useStaff().data ?? [];
  const isPerson = (id: string) => staff.some(({ user }) => user === id);
  return (
    <Timeline
      timeline={document.timeline}
      of={words.head}
      tell={(entry) => tell(entry, { words, isPerson, links: document.links })}
    />
  );
}
