import { EditOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useOrderCommand } from "../api/queries";
import type { OrderView } from "../api/types";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";

interface Props {
  order: OrderView;
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
export function EditableText({ order, field, title }: Props) {
  const { t } = useTranslation();
  const command = useOrderCommand(order.id);
  const [draft, setDraft] = useState<Draft>();
  const text = order.texts[field] ?? "";
  const save = ({ base, text: edited }: Draft) =>
    command.mutate({ edit_text: { field, base, text: edited } }, { onSuccess: () => setDraft(undefined) });
  if (draft === undefined) {
    return (
      <Panel
        title={title}
        extra={
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            onClick={() => setDraft({ base: order.heads, before: text, text })}
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
        {text === draft.before ? null : <div role="status">{t("order.changedMeanwhile")}</div>}
        <Input.TextArea
          autoFocus
          aria-label={title}
          value={draft.text}
          autoSize={{ minRows: 4, maxRows: 20 }}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
        <ProblemNote error={command.error} />
        <div className="row">
          <Button type="primary" loading={command.isPending} onClick={() => save(draft)}>
            {t("common.save")}
          </Button>
          <Button onClick={() => setDraft(undefined)}>{t("common.cancel")}</Button>
        </div>
      </div>
    </Panel>
  );
}
