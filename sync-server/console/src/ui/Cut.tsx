import { useTranslation } from "react-i18next";

/** Says that a list is not whole: nothing falls off its end in silence. */
export function Cut({ shown }: { shown: number }) {
  const { t } = useTranslation();
  return <div role="status">{t("common.cut", { n: shown })}</div>;
}
