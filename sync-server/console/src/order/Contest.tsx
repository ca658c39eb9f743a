import { Button, Checkbox, Form, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useOrderCommand } from "../api/queries";
import type { OrderView, TimelineEntry } from "../api/types";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";
import { ProblemNote } from "../ui/problem";

/** Events that cannot all take effect, side by side with their authors, until a dispatcher decides (R5). */
export function Contest({ order }: { order: OrderView }) {
  const { t } = useTranslation();
  const [deciding, setDeciding] = useState(false);
  if (order.contest == null) return null;
  const { dropped, unfitting, settlements } = order.contest;
  const groups = [
    ["contest.dropped", eventsOf(order, dropped)],
    ["contest.field", fieldEvents(order)],
    ["contest.unfitting", eventsOf(order, unfitting)],
    ["contest.settlements", eventsOf(order, settlements)],
  ] as const;
  return (
    <Panel
      warn
      title={t("contest.title")}
      extra={
        <Button type="primary" onClick={() => setDeciding(true)}>
          {t("contest.settle")}
        </Button>
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
                  <EventLine entry={entry} />
                </li>
              ))}
            </ul>
          </div>
        ),
      )}
      {deciding ? <SettleDialog order={order} onClose={() => setDeciding(false)} /> : null}
    </Panel>
  );
}

function eventsOf(order: OrderView, keys: string[]): TimelineEntry[] {
  return order.timeline.filter(({ key }) => keys.includes(key));
}

/** How many of the field's events are shown beside those of the office. */
const FIELD_EVENTS = 4;

/** The newest facts from the field that stand: what the office did not know of. */
export function fieldEvents({ timeline }: Pick<OrderView, "timeline">): TimelineEntry[] {
  return timeline
    .filter(({ author, standing }) => !author.office && standing === "kept")
    .slice(-FIELD_EVENTS);
}

function EventLine({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <span>
      {word("event", entry.kind)}{" "}
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
export function droppable(order: OrderView): TimelineEntry[] {
  const contested = order.contest?.dropped ?? [];
  return order.timeline.filter(({ key, author, kind, standing }) => {
    const standsBeside = author.office && standing === "kept" && !["raised", "settled"].includes(kind);
    return contested.includes(key) || standsBeside;
  });
}

function SettleDialog({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const { t } = useTranslation();
  const command = useOrderCommand(order.id);
  const [form] = Form.useForm<SettleFields>();
  const settle = ({ drop, stands, reason }: SettleFields) =>
    command.mutate(
      { settle: { drop, stands: stands === AS_DERIVED ? null : stands, reason: reason.trim() } },
      { onSuccess: onClose },
    );
  const choices = eventsOf(order, order.contest?.unfitting ?? []);
  const lines = (entries: TimelineEntry[]) =>
    entries.map((entry) => ({ value: entry.key, label: <EventLine entry={entry} /> }));
  return (
    <Modal
      open
      width={620}
      title={`${t("contest.settle")} · ${order.number}`}
      okText={t("contest.settle")}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error} />
      <Form<SettleFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={settle}
        initialValues={{ drop: order.contest?.dropped ?? [], stands: AS_DERIVED }}
      >
        <Form.Item name="drop" label={t("contest.whichDrop")}>
          <Checkbox.Group className="stack tight" options={lines(droppable(order))} />
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
