import { Button, Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ContestView, SharedCommand, TimelineEntry } from "../api/types";
import type { Saving } from "../ui/EditableFact";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { useEventWord, type Contested } from "./paths";

/** A document whose events may contradict each other. */
export interface Contestable {
  number: string;
  timeline: TimelineEntry[];
  contest?: ContestView | null;
}

/** How the events of one kind of document are read. */
export interface Reading {
  of: Contested;
  /** Whether an event is a fact of the field, which always stands. */
  isOfField: (entry: Pick<TimelineEntry, "kind" | "author">) => boolean;
  /** Events no settlement can set aside. */
  fixed: readonly string[];
}

interface Props {
  document: Contestable;
  reading: Reading;
  title: string;
  /** Why whoever is logged in cannot settle it; nothing where they can. */
  refusal: string | undefined;
  saving: Saving<SharedCommand>;
}

/** Events that cannot all take effect, side by side with their authors, until a person decides (R5). */
export function Contest({ document, reading, title, refusal, saving }: Props) {
  const { t } = useTranslation();
  const [deciding, setDeciding] = useState(false);
  if (document.contest == null) return null;
  const { dropped, unfitting, settlements } = document.contest;
  const groups = [
    ["contest.dropped", eventsOf(document, dropped)],
    ["contest.field", fieldEvents(document, reading)],
    ["contest.unfitting", eventsOf(document, unfitting)],
    ["contest.settlements", eventsOf(document, settlements)],
  ] as const;
  return (
    <Panel
      warn
      title={title}
      extra={
        refusal === undefined ? (
          <Button type="primary" onClick={() => setDeciding(true)}>
            {t("contest.settle")}
          </Button>
        ) : (
          <span className="soft">{refusal}</span>
        )
      }
    >
      <p style={{ marginTop: 0 }}>{t("contest.explained")}</p>
      {groups.map(([title, entries]) =>
        entries.length === 0 ? null : (
          <div key={title}>
            <b>{t(title)}</b>
            <ul style={{ margin: "4px 0 10px", paddingInlineStart: 18 }}>
              {entries.map((entry) => (
                <li key={entry.key}>
                  <EventLine entry={entry} of={reading.of} />
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      {deciding ? (
        <SettleDialog
          document={document}
          reading={reading}
          saving={saving}
          onClose={() => setDeciding(false)}
        />
      ) : null}
    </Panel>
  );
}

function eventsOf({ timeline }: Contestable, keys: string[]): TimelineEntry[] {
  return timeline.filter(({ key }) => keys.includes(key));
}

/** How many of the field's events are shown beside those of the office. */
const FIELD_EVENTS = 4;

/** The newest facts from the field that stand: what the office did not know of. */
export function fieldEvents({ timeline }: Contestable, { isOfField }: Reading): TimelineEntry[] {
  return timeline.filter((entry) => isOfField(entry) && entry.standing === "kept").slice(-FIELD_EVENTS);
}

function EventLine({ entry, of }: { entry: TimelineEntry; of: Contested }) {
  const { t } = useTranslation();
  const eventWord = useEventWord(of);
  return (
    <span>
      {eventWord(entry.kind)}{" "}
      <span className="soft">
        {entry.author.name} · {t(entry.author.office ? "author.office" : "author.device")} ·{" "}
        <When ms={entry.at} />
        {entry.offline ? ` · ${t("time.offline")}` : ""}
      </span>
    </span>
  );
}

interface SettleFields {
  drop: string[];
  stands: string;
  reason: string;
}

/** The status follows from the field's events as they are. */
const AS_DERIVED = "";

/** Events of the office that a settlement may set aside: those in the contest, then any later ones that stand. */
export function droppable(
  { contest, timeline }: Contestable,
  { isOfField, fixed }: Reading,
): TimelineEntry[] {
  const contested = contest?.dropped ?? [];
  return timeline.filter((entry) => {
    const standsBeside = !isOfField(entry) && entry.standing === "kept" && !fixed.includes(entry.kind);
    return contested.includes(entry.key) || standsBeside;
  });
}

function SettleDialog({
  document,
  reading,
  saving,
  onClose,
}: Pick<Props, "document" | "reading" | "saving"> & { onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<SettleFields>();
  const settle = ({ drop, stands, reason }: SettleFields) =>
    saving.mutate(
      { settle: { drop, stands: stands === AS_DERIVED ? null : stands, reason: reason.trim() } },
      { onSuccess: onClose },
    );
  const choices = eventsOf(document, document.contest?.unfitting ?? []);
  const lines = (entries: TimelineEntry[]) =>
    entries.map((entry) => ({
      value: entry.key,
      label: <EventLine entry={entry} of={reading.of} />,
    }));
  return (
    <Modal
      open
      width={620}
      title={`${t("contest.settle")} · ${document.number}`}
      okText={t("contest.settle")}
      okButtonProps={{ loading: saving.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={saving.error} />
      <Form<SettleFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={settle}
        initialValues={{ drop: document.contest?.dropped ?? [], stands: AS_DERIVED }}
      >
        <Form.Item name="drop" label={t("contest.whichDrop")}>
          <Checkbox.Group className="stack tight" options={lines(droppable(document, reading))} />
        </Form.Item>
        {choices.length === 0 ? null : (
          <Form.Item name="stands" label={t("contest.whichStands")}>
            <Radio.Group
              className="stack tight"
              options={[{ value: AS_DERIVED, label: t("contest.asDerived") }, ...lines(choices)]}
            />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t("field.reason")}
          rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
