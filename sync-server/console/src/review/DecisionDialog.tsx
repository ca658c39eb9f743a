import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";

import { useDecision, type Decision } from "../api/reviews";
import type { ReviewView } from "../api/types";
import { ProblemNote } from "../ui/problem";

/** The server takes no longer reason. */
const LONGEST_REASON = 500;

interface Props {
  review: ReviewView;
  decision: Decision;
  onClose: () => void;
}

/** A decision is nothing without its reason: it stands beside the work for good. */
export function DecisionDialog({ review, decision, onClose }: Props) {
  const { t } = useTranslation();
  const decide = useDecision();
  const [form] = Form.useForm<{ reason: string }>();
  const ask = ({ reason }: { reason: string }) =>
    decide.mutate({ digest: review.digest, decision, reason }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={`${t(`review.${decision}`)} · ${review.number} ${review.title}`}
      okText={t(`review.${decision}`)}
      okButtonProps={{ loading: decide.isPending, danger: decision === "reject" }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={decide.error} />
      <Form form={form} layout="vertical" onFinish={ask} requiredMark={false}>
        <Form.Item
          name="reason"
          label={t("review.reason")}
          extra={t(`review.${decision}Hint`)}
          rules={[{ required: true, whitespace: true, message: t("common.needed") }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={LONGEST_REASON} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
