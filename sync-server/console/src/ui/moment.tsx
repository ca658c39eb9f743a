import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { duration, fullTime, shortTime, windowText, type Zone } from "../format/time";
import type { WindowView } from "../api/types";

const OrganisationZone = createContext<Zone>(0);

/** Every time inside is shown as the organisation's wall clock reads. */
export function OrganisationTime({ zone, children }: { zone: Zone; children: ReactNode }) {
  return <OrganisationZone value={zone}>{children}</OrganisationZone>;
}

/** Where the organisation's clocks hang. */
export const useZone = (): Zone => useContext(OrganisationZone);

/** The present moment, counted on every `every` milliseconds. */
export function useNow(every = 20_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** A moment; the exact second is in its tooltip. */
export function When({ ms, full = false }: { ms: number; full?: boolean }) {
  const zone = useZone();
  const exact = fullTime(ms, zone);
  return (
    <time className="nowrap" dateTime={new Date(ms).toISOString()} title={exact}>
      {full ? exact : shortTime(ms, Date.now(), zone)}
    </time>
  );
}

/** A promised window of time. */
export function WindowOfTime({ window }: { window: WindowView }) {
  const zone = useZone();
  return <span className="nowrap">{windowText(window.from, window.to, Date.now(), zone)}</span>;
}

/** Puts a span of time into words: `3 h 20 min`, or `3:20` where there is little room. */
export function useSpan(): (ms: number, short?: boolean) => string {
  const { t } = useTranslation();
  return (ms, short = false) => {
    const { days, hours, minutes } = duration(ms);
    if (short && days === 0) return `${hours}:${String(minutes).padStart(2, "0")}`;
    const parts = [
      days > 0 ? t("span.days", { n: days }) : "",
      hours > 0 ? t("span.hours", { n: hours }) : "",
      minutes > 0 || (days === 0 && hours === 0) ? t("span.minutes", { n: minutes }) : "",
    ];
    return parts.filter((part) => part !== "").join(" ");
  };
}
