import { Button, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";

import { useOrderCommand, useStaff } from "../api/queries";
import type { OrderView, WorkOrderCommand } from "../api/types";
import { formMoment, formText, wallClock, type Zone } from "../format/time";
import { useZone } from "../ui/moment";
import { ProblemNote } from "../ui/problem";
import { TeamPicker, type Team } from "./TeamPicker";

interface AssignFields {
  team: Team;
  /** The window as its fields hold it: wall-clock times, `2026-09-14T08:30`. */
  from?: string;
  to?: string;
}

interface Props {
  order: OrderView;
  /** `assign` sets team and window; `reassign` changes the team of a job that is under way. */
  kind: "assign" | "reassign";
  onClose: () => void;
}

/** Who goes, who answers for the job, and when. Whether they are qualified is the server's to say. */
export function AssignDialog({ order, kind, onClose }: Props) {
  const { t } = useTranslation();
  const zone = useZone();
  const staff = useStaff();
  const command = useOrderCommand(order.id);
  const [form] = Form.useForm<AssignFields>();
  const technicians = (staff.data ?? []).filter(
    ({ roles, active }) => active && roles.includes("technician"),
  );
  const ask = (fields: AssignFields) =>
    command.mutate(assignment(kind, fields, zone), { onSuccess: onClose });
  return (
    <Modal
      open
      width={600}
      title={`${t(`action.${kind}`)} · ${order.number}`}
      okText={t(`action.${kind}`)}
      okButtonProps={{ loading: command.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={command.error ?? staff.error} />
      <Form<AssignFields>
        form={form}
        layout="vertical"
        initialValues={startOf(order, zone)}
        onFinish={ask}
        requiredMark={false}
      >
        <Form.Item
          name="team"
          label={t("field.technicians")}
          extra={t("assign.leadHint")}
          rules={[
            {
              validator: (_, team: Team) => (team.lead === undefined ? Promise.reject() : Promise.resolve()),
              message: t("common.needed"),
            },
          ]}
        >
          <TeamPicker people={technicians} />
        </Form.Item>
        {kind === "assign" ? <WindowFields onPreset={(window) => form.setFieldsValue(window)} /> : null}
      </Form>
    </Modal>
  );
}

function startOf(order: OrderView, zone: Zone): Partial<AssignFields> {
  const lead = order.team.find((member) => member.lead)?.user;
  return {
    team: { technicians: order.team.map(({ user }) => user), lead },
    ...(order.window == null
      ? {}
      : { from: formText(order.window.from, zone), to: formText(order.window.to, zone) }),
  };
}

/** The command a filled-in dialog means. */
export function assignment(kind: Props["kind"], fields: AssignFields, zone: Zone): WorkOrderCommand {
  const { from, to } = fields;
  const { technicians, lead = "" } = fields.team;
  if (kind === "reassign" || from === undefined || to === undefined)
    return { reassign: { technicians, lead } };
  return {
    assign: { technicians, lead, window: { from: formMoment(from, zone), to: formMoment(to, zone) } },
  };
}

const MORNING: [number, number] = [8, 12];
const AFTERNOON: [number, number] = [13, 18];

// Ant Design's picker has time columns no keyboard reaches and buttons named otherwise than they read (axe, 6.6).
/** The promised window: the browser's own fields, with the spans a dispatcher promises most one tap away. */
function WindowFields({
  onPreset,
}: {
  onPreset: (window: Required<Pick<AssignFields, "from" | "to">>) => void;
}) {
  const { t } = useTranslation();
  const zone = useZone();
  const today = wallClock(Date.now(), zone).format("YYYY-MM-DD");
  const tomorrow = wallClock(Date.now(), zone).add(1, "day").format("YYYY-MM-DD");
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  const preset = (day: string, [from, to]: [number, number]) =>
    onPreset({ from: `${day}T${clock(from)}`, to: `${day}T${clock(to)}` });
  const needed = [{ required: true, message: t("common.needed") }];
  return (
    <>
      <div className="pairs">
        <Form.Item name="from" label={t("assign.from")} rules={needed}>
          <Input type="datetime-local" step={900} />
        </Form.Item>
        <Form.Item name="to" label={t("assign.to")} rules={needed}>
          <Input type="datetime-local" step={900} />
        </Form.Item>
      </div>
      <div className="row tight">
        <Button size="small" onClick={() => preset(today, AFTERNOON)}>
          {t("assign.thisAfternoon")}
        </Button>
        <Button size="small" onClick={() => preset(tomorrow, MORNING)}>
          {t("assign.tomorrowMorning")}
        </Button>
        <Button size="small" onClick={() => preset(tomorrow, AFTERNOON)}>
          {t("assign.tomorrowAfternoon")}
        </Button>
      </div>
    </>
  );
}
