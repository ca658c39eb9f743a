import { Button, Form, Input, Modal, QRCode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useEnrolment, useStaff } from "../api/queries";
import { useMe, worksInTheField } from "../api/session";
import type { DeviceView, EnrolmentView } from "../api/types";
import { countdown } from "../format/time";
import { Choice } from "../ui/Choice";
import { useNow } from "../ui/moment";
import { ProblemNote } from "../ui/problem";

const SECOND_MS = 1000;

/** A one-time code for one person's tablet: to scan or to type, good for ten minutes. */
export function EnrolDialog({ known, onClose }: { known: DeviceView[]; onClose: () => void }) {
  const { t } = useTranslation();
  const staff = useStaff();
  const enrolment = useEnrolment();
  // What was enrolled before this dialog: whatever comes beside it is the tablet in hand.
  const [before] = useState(() => new Set(known.map(({ id }) => id)));
  const arrived = known.find(({ id }) => !before.has(id));
  const me = useMe().data;
  // Who works in the field only sees no list of people, and makes codes for themselves.
  const alone = worksInTheField(me);
  const themselves = me != null && alone ? [{ user: me.id, name: me.name, active: true }] : [];
  const people = (staff.data ?? themselves).filter(({ active }) => active);
  return (
    <Modal open footer={null} onCancel={onClose} title={t("device.enrol")} width={460}>
      <div className="stack">
        <ProblemNote error={enrolment.error ?? (alone ? null : staff.error)} />
        {enrolment.data === undefined ? (
          <Form<{ user: string; password?: string }>
            layout="vertical"
            onFinish={(asked) => enrolment.mutate(asked)}
            requiredMark={false}
          >
            <Form.Item
              name="user"
              label={t("device.user")}
              rules={[{ required: true, message: t("common.needed") }]}
            >
              <Choice
                label={t("device.user")}
                autoFocus
                showSearch={{ optionFilterProp: "label" }}
                options={people.map(({ user, name }) => ({ value: user, label: name }))}
              />
            </Form.Item>
            <Consent />
            <Button type="primary" htmlType="submit" loading={enrolment.isPending}>
              {t("device.makeCode")}
            </Button>
          </Form>
        ) : (
          <Code enrolment={enrolment.data} onAgain={() => enrolment.reset()} />
        )}
        {arrived === undefined ? null : (
          <div role="status">
            <b>{t("device.arrived", { name: arrived.name })}</b>
            <div className="fingerprint">{arrived.fingerprint}</div>
          </div>
        )}
      </div>
    </Modal>
  );
}

/** Whoever is no administrator has the person type their own password: nobody becomes somebody else alone. */
function Consent() {
  const { t } = useTranslation();
  const me = useMe().data;
  const user = Form.useWatch<string | undefined>("user");
  if (me == null || user === undefined) return null;
  if (user === me.id || me.roles.includes("administrator")) return null;
  return (
    <Form.Item
      name="password"
      label={t("device.consent")}
      extra={t("device.consentWhy")}
      rules={[{ required: true, message: t("common.needed") }]}
    >
      <Input.Password autoComplete="off" />
    </Form.Item>
  );
}

function Code({ enrolment, onAgain }: { enrolment: EnrolmentView; onAgain: () => void }) {
  const { t } = useTranslation();
  const left = enrolment.expires_at - useNow(SECOND_MS);
  if (left <= 0) {
    return (
      <div className="row">
        {t("device.expired")}
        <Button onClick={onAgain}>{t("device.again")}</Button>
      </div>
    );
  }
  return (
    <div className="stack" style={{ alignItems: "center", textAlign: "center" }}>
      <QRCode
        type="svg"
        value={enrolment.uri}
        size={220}
        errorLevel="M"
        aria-label={t("device.qr")}
        role="img"
      />
      <div className="code" data-testid="enrolment-code">
        {enrolment.code}
      </div>
      <div>{t("device.left", { time: countdown(left) })}</div>
      <div className="soft">{t("device.howTo")}</div>
    </div>
  );
}
