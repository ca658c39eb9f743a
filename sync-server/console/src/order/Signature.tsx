import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import type { StrokesView } from "../api/types";
import { signatureOutlines } from "../format/strokes";

/** The customer's hand, drawn from its strokes; pressure is the width of the line (R17). */
export function Signature({ strokes, name }: { strokes: StrokesView; name: string }) {
  const { t } = useTranslation();
  const outlines = useMemo(() => signatureOutlines(strokes), [strokes]);
  return (
    <svg
      className="signature"
      viewBox={`0 0 ${strokes.width} ${strokes.height}`}
      role="img"
      aria-label={t("signoff.signatureOf", { name })}
    >
      {outlines.map(({ path }, index) => (
        <path key={index} d={path} fill="#12233a" />
      ))}
    </svg>
  );
}
