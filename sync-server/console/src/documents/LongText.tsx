import { useDocumentCommand } from "../api/documents";
import type { DocumentView } from "../api/types";
import { EditableText } from "../document/Texts";
import { Nothing, Panel } from "../ui/Page";
import { canAsk } from "./possible";

interface Props {
  document: DocumentView;
  name: string;
  title: string;
}

/** A long text, edited in place where its kind has a command for it. */
export function LongText({ document, name, title }: Props) {
  const saving = useDocumentCommand(document);
  const texts = Object.fromEntries(document.texts.map((one) => [one.name, one.text]));
  if (canAsk(document.possible, "edit_text"))
    return (
      <EditableText document={{ heads: document.heads, texts }} saving={saving} field={name} title={title} />
    );
  return (
    <Panel title={title}>{texts[name] ? <div className="wrap-text">{texts[name]}</div> : <Nothing />}</Panel>
  );
}
