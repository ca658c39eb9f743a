import { Result } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Result status="404" title={t("problem.notFound")} extra={<Link to="/board">{t("nav.board")}</Link>} />
  );
}
