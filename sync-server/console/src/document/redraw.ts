/** Pictures in the form they are kept in: upright, not larger than needed, without where they were taken. */

/** Pixels of a photo's longer edge in its normal form, and as a thumbnail (R14). */
export const NORMAL_EDGE = 2016;
export const THUMBNAIL_EDGE = 320;

/** How much of a JPEG's detail is kept. */
const QUALITY = 0.85;

export interface Redrawn {
  bytes: Blob;
  width: number;
  height: number;
}

/** Width and height within a square, in proportion; never larger than they were, never zero. */
export function fit(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A picture as a JPEG of at most so many pixels; `undefined` for what the browser cannot read as one. */
export async function redraw(file: Blob, edge: number): Promise<Redrawn | undefined> {
  // The orientation that the camera noted is applied; nothing else of what it noted comes along.
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => undefined);
  if (picture === undefined) return undefined;
  const size = fit(picture.width, picture.height, edge);
  const canvas = Object.assign(document.createElement("canvas"), size);
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  // A JPEG has no transparency: what shows through a PNG is paper.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size.width, size.height);
  pen.drawImage(picture, 0, 0, size.width, size.height);
  picture.close();
  const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return bytes === null ? undefined : { bytes, ...size };
}
