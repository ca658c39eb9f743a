import { EditOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { SharedCommand } from "../api/types";
import type { Saving } from "../ui/EditableFact";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";

interface Props {
  document: { heads: string[]; texts: Record<string, string> };
  saving: Saving<SharedCommand>;
  /** The field's name in the document. */
  field: string;
  title: string;
}

interface Draft {
  /** The version the author was looking at when they began: the server merges from there (R49). */
  base: string[];
  before: string;
  text: string;
}

/** A long text the office may edit; what others write meanwhile is kept. */
export function EditableText({ document, field, title, saving }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>();
  const text = document.texts[field] ?? "";
  const save = ({ base, text: edited }: Draft) =>
    saving.mutate({ edit_text: { field, base, text: edited } }, { onSuccess: () => setDraft(undefined) });
  if (draft === undefined) {
    return (
      <Panel
        title={title}
        extra={
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            onClick={() => setDraft({ base: document.heads, before: text, text })}
          >
            {t("common.edit", { what: title })}
          </Button>
        }
      >
        {text === "" ? (
          <span className="soft">{t("common.empty")}</span>
        ) : (
          <div className="wrap-text">{text}</div>
        )}
      </Panel>
    );
  }
  return (
    <Panel title={title}>
      <div className="stack">
        {text === draft.before ? null : <div role="status">{t("common.changedMeanwhile")}</div>}
        <Input.TextArea
          autoFocus
          aria-label={title}
          value={draft.text}
          autoSize={{ minRows: 4, maxRows: 20 }}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
        <ProblemNote error={saving.error} />
        <div className="row">
          <Button type="primary" loading={saving.isPending} onClick={() => save(draft)}>
            {t("common.save")}
          </Button>
          <Button onClick={() => setDraft(undefined)}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Panel>
  );
}
