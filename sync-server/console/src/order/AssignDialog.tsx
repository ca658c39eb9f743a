import { DatePicker, Form, Modal, Radio, Select } from "antd";
import type { Dayjs } from "dayjs";
import { useTranslation } from "react-i18next";

import { useOrderCommand, useStaff } from "../api/queries";
import type { OrderView, StaffView, WorkOrderCommand } from "../api/types";
import { momentOfWallClock, wallClock } from "../format/time";
import { useOffset } from "../ui/moment";
import { ProblemNote } from "../ui/problem";

interface AssignFields {
  technicians: string[];
  lead: string;
  window?: [Dayjs, Dayjs];
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
  const offset = useOffset();
  const staff = useStaff();
  const command = useOrderCommand(order.id);
  const [form] = Form.useForm<AssignFields>();
  const chosen = Form.useWatch("technicians", form) ?? order.team.map(({ user }) => user);
  const technicians = (staff.data ?? []).filter(
    ({ roles, active }) => active && roles.includes("technician"),
  );
  const nameOf = (user: string) => technicians.find((person) => person.user === user)?.name ?? user;
  const ask = (fields: AssignFields) =>
    command.mutate(assignment(kind, fields, offset), { onSuccess: onClose });
  const pickTeam = (users: string[]) => {
    const lead = form.getFieldValue("lead") as string | undefined;
    if (lead === undefined || !users.includes(lead)) form.setFieldValue("lead", users[0]);
  };
  const needed = [{ required: true, message: t("common.needed") }];
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
        initialValues={startOf(order, offset)}
        onFinish={ask}
        requiredMark={false}
      >
        <Form.Item name="technicians" label={t("field.technicians")} rules={needed}>
          <Select
            mode="multiple"
            autoFocus
            loading={staff.isPending}
            onChange={pickTeam}
            showSearch={{ optionFilterProp: "label" }}
            options={technicians.map(({ user, name }) => ({ value: user, label: name }))}
            optionRender={({ value }) => (
              <TechnicianOption person={technicians.find(({ user }) => user === value)} />
            )}
          />
        </Form.Item>
        <Form.Item name="lead" label={t("field.lead")} rules={needed} extra={t("assign.leadHint")}>
          <Radio.Group options={chosen.map((user) => ({ value: user, label: nameOf(user) }))} />
        </Form.Item>
        {kind === "assign" ? (
          <Form.Item name="window" label={t("field.window")} rules={needed}>
            <DatePicker.RangePicker
              showTime={{ format: "HH:mm", minuteStep: 15 }}
              format="YYYY-MM-DD HH:mm"
              presets={presets(t, offset)}
              style={{ width: "100%" }}
            />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

function TechnicianOption({ person }: { person: StaffView | undefined }) {
  const { t } = useTranslation();
  if (person === undefined) return null;
  const families = person.qualifications.map(({ family }) =>
    family === "*" ? t("assign.everything") : family,
  );
  return (
    <span>
      {person.name} <span className="soft">{families.join(", ") || t("assign.unqualified")}</span>
    </span>
  );
}

function startOf(order: OrderView, offset: number): Partial<AssignFields> {
  const lead = order.team.find((member) => member.lead)?.user;
  return {
    technicians: order.team.map(({ user }) => user),
    ...(lead === undefined ? {} : { lead }),
    ...(order.window == null
      ? {}
      : { window: [wallClock(order.window.from, offset), wallClock(order.window.to, offset)] }),
  };
}

/** The command a filled-in dialog means. */
export function assignment(kind: Props["kind"], fields: AssignFields, offset: number): WorkOrderCommand {
  const { technicians, lead, window } = fields;
  if (kind === "reassign" || window === undefined) return { reassign: { technicians, lead } };
  const [from, to] = window;
  return {
    assign: {
      technicians,
      lead,
      window: { from: momentOfWallClock(from, offset), to: momentOfWallClock(to, offset) },
    },
  };
}

const MORNING: [number, number] = [8, 12];
const AFTERNOON: [number, number] = [13, 18];

function presets(t: ReturnType<typeof useTranslation>["t"], offset: number) {
  const today = wallClock(Date.now(), offset).startOf("day");
  const span = (day: Dayjs, [from, to]: [number, number]): [Dayjs, Dayjs] => [day.hour(from), day.hour(to)];
  const tomorrow = today.add(1, "day");
  return [
    { label: t("assign.thisAfternoon"), value: span(today, AFTERNOON) },
    { label: t("assign.tomorrowMorning"), value: span(tomorrow, MORNING) },
    { label: t("assign.tomorrowAfternoon"), value: span(tomorrow, AFTERNOON) },
  ];
}
