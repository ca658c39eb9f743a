import { PlusOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { newId } from "../api/id";
import { handIn } from "../api/photos";
import type { PhotoRecord } from "../api/types";
import { useWord } from "../i18n/word";
import { Choice } from "../ui/Choice";
import { ProblemNote } from "../ui/problem";
import { NORMAL_EDGE, redraw, THUMBNAIL_EDGE } from "./redraw";

/** What a photo can show; a company's stamp belongs to a signature. */
const STAGES = ["fault", "before", "work", "after", "nameplate", "old_part", "document", "safety"];

interface Props {
  /** Adds a photo whose bytes were handed in. */
  add: (command: { add_photo: PhotoRecord }) => Promise<unknown>;
}

/** Adds a photo to a document. */
export function AddPhoto({ add }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        type="text"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => setOpen(true)}
        data-action="add_photo"
      >
        {t("photo.add")}
      </Button>
      {open ? <PhotoDialog add={add} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface PhotoFields {
  stage: string;
  caption: string;
}

function PhotoDialog({ add, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const [form] = Form.useForm<PhotoFields>();
  const [file, setFile] = useState<File>();
  const [unreadable, setUnreadable] = useState(false);
  // Asked again after no answer, it is the same photo.
  const [id] = useState(() => newId());
  const saving = useMutation({
    mutationFn: async (fields: PhotoFields & { file: File }) => {
      const [normal, thumbnail] = await Promise.all([
        redraw(fields.file, NORMAL_EDGE),
        redraw(fields.file, THUMBNAIL_EDGE),
      ]);
      if (normal === undefined || thumbnail === undefined) return setUnreadable(true);
      const { bytes, width, height } = normal;
      const caption = fields.caption.trim();
      const photo = {
        id,
        stage: fields.stage,
        caption,
        normal: bytes,
        thumbnail: thumbnail.bytes,
        width,
        height,
      };
      await add({ add_photo: await handIn(photo) });
      onClose();
    },
  });
  const choose = (chosen: File | undefined) => {
    setUnreadable(false);
    setFile(chosen);
  };
  return (
    <Modal
      open
      title={t("photo.add")}
      okText={t("photo.add")}
      okButtonProps={{ loading: saving.isPending, disabled: file === undefined }}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <ProblemNote error={saving.error} />
      {unreadable ? <Alert role="alert" type="warning" showIcon title={t("photo.unreadable")} /> : null}
      <Form<PhotoFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ stage: "fault", caption: "" }}
        onFinish={(fields) => file !== undefined && saving.mutate({ ...fields, file })}
      >
        <Form.Item label={t("photo.file")} htmlFor="photo-file">
          <input
            id="photo-file"
            type="file"
            accept="image/*"
            onChange={({ target }) => choose(target.files?.[0])}
          />
        </Form.Item>
        <Form.Item<PhotoFields> name="stage" label={t("photo.stage")}>
          <Choice
            label={t("photo.stage")}
            options={STAGES.map((value) => ({ value, label: word("stage", value) }))}
          />
        </Form.Item>
        <Form.Item<PhotoFields> name="caption" label={t("photo.caption")}>
          <Input autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
