import type { Reading } from "../document/Contest";

/** How a complaint's events are read where they contradict each other. */
export const COMPLAINT_READING: Reading = {
  of: "complaint",
  // An office's decision is one also where it was written on a device.
  isOfField: ({ kind }) => kind.endsWith("_on_site"),
  fixed: ["taken", "settled"],
};
