import { CloudUploadOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { PhotoView } from "../api/types";
import { useWord } from "../i18n/word";
import { When } from "../ui/moment";
import { Panel } from "../ui/Page";

interface Props {
  document: string;
  photos: PhotoView[];
  /** What adds one, where photos are added here. */
  extra?: ReactNode;
}

/** A document's photos; those that are still on a device keep their place (R14). */
export function Photos({ document, photos, extra }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const large = open === undefined ? undefined : photos[open];
  const step = (by: number) => setOpen((now = 0) => (now + by + photos.length) % photos.length);
  return (
    <Panel title={t("order.photos", { n: photos.length })} extra={extra}>
      {photos.length === 0 ? (
        <span className="soft">{t("photo.none")}</span>
      ) : (
        <div className="photos">
          {photos.map((photo, index) => (
            <Photo key={photo.id} document={document} photo={photo} onOpen={() => setOpen(index)} />
          ))}
        </div>
      )}
      {large === undefined ? null : (
        <LargePhoto document={document} photo={large} onStep={step} onClose={() => setOpen(undefined)} />
      )}
    </Panel>
  );
}

/** What to show small: the thumbnail, else the photo itself, else nothing yet. */
export function smallSource(
  document: string,
  photo: Pick<PhotoView, "normal" | "on_server" | "thumbnail" | "thumbnail_on_server">,
): string | undefined {
  if (photo.thumbnail_on_server && photo.thumbnail != null) return photoSource(document, photo.thumbnail);
  return photo.on_server ? photoSource(document, photo.normal) : undefined;
}

/** Where a photo of a document is; the server looks for it in a document of any kind. */
export function photoSource(document: string, digest: string): string {
  return `/api/orders/${document}/photos/${digest}`;
}

function usePhotoName(): (photo: PhotoView) => string {
  const word = useWord();
  return ({ stage, caption }) =>
    caption === "" ? word("stage", stage) : `${word("stage", stage)}: ${caption}`;
}

interface PhotoProps {
  document: string;
  photo: PhotoView;
  onOpen: () => void;
}

function Photo({ document, photo, onOpen }: PhotoProps) {
  const { t } = useTranslation();
  const word = useWord();
  const name = usePhotoName()(photo);
  const small = smallSource(document, photo);
  return (
    <figure className="photo">
      {small === undefined ? (
        <div className="frame">
          <div className="away">
            <CloudUploadOutlined aria-hidden style={{ fontSize: 22 }} />
            {t("photo.onDevice")}
          </div>
        </div>
      ) : (
        <button type="button" className="frame" onClick={onOpen} aria-label={t("photo.open", { name })}>
          <img src={small} alt={name} loading="lazy" />
        </button>
      )}
      <figcaption>
        <span className="tag">{word("stage", photo.stage)}</span>{" "}
        {photo.addition ? <span className="tag violet">{t("mark.addition")}</span> : null} {photo.caption}
        <div className="soft">
          {photo.author?.name} {photo.taken_at == null ? null : <When ms={photo.taken_at} />}
        </div>
        {small !== undefined && !photo.on_server ? <div className="soft">{t("photo.onlySmall")}</div> : null}
      </figcaption>
    </figure>
  );
}

interface LargeProps {
  document: string;
  photo: PhotoView;
  onStep: (by: number) => void;
  onClose: () => void;
}

function LargePhoto({ document, photo, onStep, onClose }: LargeProps) {
  const { t } = useTranslation();
  const name = usePhotoName()(photo);
  const large = photo.on_server ? photoSource(document, photo.normal) : smallSource(document, photo);
  const turn = ({ key }: React.KeyboardEvent) => {
    if (key === "ArrowRight") onStep(1);
    if (key === "ArrowLeft") onStep(-1);
  };
  return (
    <Modal open footer={null} onCancel={onClose} width="min(1100px, 94vw)" title={name} centered>
      <div className="large-photo" onKeyDown={turn}>
        {large === undefined ? <div>{t("photo.onDevice")}</div> : <img src={large} alt={name} />}
        <div className="row">
          <Button icon={<LeftOutlined aria-hidden />} onClick={() => onStep(-1)} autoFocus>
            {t("photo.previous")}
          </Button>
          <span className="soft">
            {photo.author?.name} {photo.taken_at == null ? null : <When ms={photo.taken_at} full />} ·{" "}
            {photo.width} × {photo.height}
          </span>
          <Button icon={<RightOutlined aria-hidden />} iconPlacement="end" onClick={() => onStep(1)}>
            {t("photo.next")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
