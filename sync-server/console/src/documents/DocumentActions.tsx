import { Form, Modal } from "antd";
import { useState } from "react";

import { useDocumentCommand } from "../api/documents";
import type { DocumentView, FormView } from "../api/types";
import { ActionButtons } from "../document/ActionButtons";
import { ProblemNote } from "../ui/problem";
import { useClosing } from "../ui/unsaved";
import { CommandForm } from "./CommandForm";
import { headed } from "./kindWords";
import { withForms } from "./possible";
import type { Typed } from "./values";

/** What can be asked of a document now; each in a dialog that shows a refusal where it happened. */
export function DocumentActions({ document }: { document: DocumentView }) {
  // The form as it was when the dialog opened: what others do meanwhile does not take it away.
  const [asks, setAsks] = useState<FormView>();
  const forms = withForms(document.possible);
  const formOf = (command: string) => forms.find((form) => form.command === command);
  return (
    <>
      <ActionButtons
        possible={{ data: forms, error: null }}
        actions={forms.map(({ command }) => command)}
        say={(command) => headed(formOf(command)?.label ?? command)}
        grave={[]}
        onChoose={(command) => setAsks(formOf(command))}
      />
      {asks === undefined ? null : (
        <AskDialog document={document} asks={asks} onClose={() => setAsks(undefined)} />
      )}
    </>
  );
}

interface DialogProps {
  document: DocumentView;
  asks: FormView;
  onClose: () => void;
}

function AskDialog({ document, asks, onClose }: DialogProps) {
  const command = useDocumentCommand(document);
  const [form] = Form.useForm<Typed>();
  const [typed, setTyped] = useState(false);
  const close = useClosing(typed, onClose);
  return (
    <Modal
      open
      width={560}
      title={`${headed(asks.label)} · ${document.number}`}
      okText={headed(asks.label)}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={close}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <CommandForm
        asks={asks}
        kind={document.kind}
        form={form}
        onAsk={(asked) => command.mutate(asked, { onSuccess: onClose })}
        onTyped={() => setTyped(true)}
      />
    </Modal>
  );
}
