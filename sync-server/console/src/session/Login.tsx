import { Alert, Button, Form, Input, Segmented } from "antd";
import { useTranslation } from "react-i18next";

import { LoginRequired } from "../api/http";
import { useLogin } from "../api/session";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n";
import { useLanguage } from "../i18n/LanguageContext";
import { usePageTitle } from "../ui/Page";
import { ProblemNote } from "../ui/problem";

interface Credentials {
  name: string;
  password: string;
}

/** The page of somebody who is not logged in: language, name and password. */
export function Login() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  usePageTitle(t("login.title"));
  const languages = LANGUAGES.map((value) => ({
    value,
    label: <span lang={value}>{LANGUAGE_NAMES[value]}</span>,
  }));
  return (
    <div className="login">
      <main className="stack">
        <div className="row">
          <img src="/icon.svg" width="40" height="40" alt="" />
          <div>
            <h1>jobsheet</h1>
            <div className="soft">{t("login.subtitle")}</div>
          </div>
        </div>
        <Segmented
          block
          options={languages}
          value={language}
          onChange={choose}
          aria-label={t("nav.language")}
        />
        <LoginForm />
        <a href="/verify">{t("verify.title")}</a>
      </main>
    </div>
  );
}

/** Name and password. */
export function LoginForm() {
  const { t } = useTranslation();
  const login = useLogin();
  return (
    <>
      {login.error instanceof LoginRequired ? (
        <Alert role="alert" type="error" showIcon title={login.error.message || t("login.wrong")} />
      ) : (
        <ProblemNote error={login.error} />
      )}
      <Form<Credentials>
        layout="vertical"
        onFinish={(credentials) => login.mutate(credentials)}
        requiredMark={false}
      >
        <Form.Item
          name="name"
          label={t("login.name")}
          rules={[{ required: true, message: t("login.nameNeeded") }]}
        >
          <Input autoFocus autoComplete="username" size="large" />
        </Form.Item>
        <Form.Item
          name="password"
          label={t("login.password")}
          rules={[{ required: true, message: t("login.passwordNeeded") }]}
        >
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block size="large" loading={login.isPending}>
          {t("login.submit")}
        </Button>
      </Form>
    </>
  );
}
