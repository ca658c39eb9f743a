import { Button, Segmented, Upload } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { writeFile } from "../api/http";
import type { VerificationView } from "../api/types";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { useLanguage } from "../i18n/LanguageContext";
import { usePageTitle } from "../ui/Page";
import { ProblemNote } from "../ui/problem";
import { Checks, VerdictTag } from "./Checks";

/** Anybody, with no account, has evidence checked against the keys of this organisation (R61). The file stays nowhere. */
export default function VerifyPage() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  usePageTitle(t("verify.title"));
  const check = useMutation({ mutationFn: (file: Blob) => writeFile<VerificationView>("/api/verify", file) });
  const languages = LANGUAGES.map((value) => ({
    value,
    label: <span lang={value}>{LANGUAGE_NAMES[value]}</span>,
  }));
  return (
    <div className="verify">
      <main className="stack">
        <h1>{t("verify.title")}</h1>
        <Segmented options={languages} value={language} onChange={choose} aria-label={t("nav.language")} />
        <p>{t("verify.what")}</p>
        <Upload
          accept=".zip,.json"
          maxCount={1}
          showUploadList={false}
          beforeUpload={(file) => {
            check.mutate(file);
            return false;
          }}
        >
          <Button type="primary" loading={check.isPending}>
            {t("verify.choose")}
          </Button>
        </Upload>
        <ProblemNote error={check.error} />
        {check.data === undefined ? null : (
          <div className="stack tight">
            <div className="row">
              <b>{t("verification.title")}</b>
              <VerdictTag verdict={check.data.verdict} />
            </div>
            <Checks checks={check.data.checks} detailed />
          </div>
        )}
        <p className="soft">{t("verify.yourself")}</p>
      </main>
    </div>
  );
}
