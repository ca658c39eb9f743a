import { writeFile } from "./http";
import type { BlobView, PhotoRecord } from "./types";

/** A picture in normal form, with its thumbnail, and what is said of it. */
export interface NewPhoto {
  id: string;
  stage: string;
  caption: string;
  normal: Blob;
  thumbnail: Blob;
  width: number;
  height: number;
}

/** Hands in a photo's bytes; what comes back is what a document names them by. */
export async function handIn(photo: NewPhoto): Promise<PhotoRecord> {
  const normal = await writeFile<BlobView>("/api/blobs", photo.normal);
  const thumbnail = await writeFile<BlobView>("/api/blobs", photo.thumbnail);
  return {
    id: photo.id,
    stage: photo.stage,
    caption: photo.caption,
    // What the browser redrew is all there is of it here: it is its own original.
    original: normal.sha256,
    normal: normal.sha256,
    thumbnail: thumbnail.sha256,
    normal_bytes: normal.bytes,
    width: photo.width,
    height: photo.height,
    taken_at: Date.now(),
    position: null,
  };
}
