import {
  AppstoreOutlined,
  AuditOutlined,
  CommentOutlined,
  FileTextOutlined,
  LogoutOutlined,
  PhoneOutlined,
  QuestionCircleOutlined,
  TabletOutlined,
  TeamOutlined,
} from "@ant-design/icons";
import { Alert, Dropdown, Modal, Switch } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Outlet, useNavigate } from "react-router";

import { useKinds } from "../api/documents";
import type { LiveState } from "../api/live";
import { useReviews } from "../api/reviews";
import { useLogout, useMe } from "../api/session";
import { listPath, withoutPlace } from "../documents/places";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../i18n";
import { useLanguage } from "../i18n/LanguageContext";
import { areKeysOn, switchKeys, useKeys } from "./keys";
import { PageLoading } from "./Page";
import { UnsavedGuard } from "./unsaved";

const PLACES = [
  { to: "/board", icon: <AppstoreOutlined aria-hidden />, label: "nav.board" },
  { to: "/requests", icon: <PhoneOutlined aria-hidden />, label: "nav.register" },
  { to: "/complaints", icon: <CommentOutlined aria-hidden />, label: "nav.complaints" },
  { to: "/customers", icon: <TeamOutlined aria-hidden />, label: "nav.customers" },
  { to: "/devices", icon: <TabletOutlined aria-hidden />, label: "nav.devices" },
] as const;

/** The frame around every page: navigation, the state of the live stream, language, help. */
export function Shell({ live }: { live: LiveState }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  useKeys({
    n: () => void navigate("/requests/new"),
    b: () => void navigate("/board"),
    r: () => void navigate("/requests"),
    c: () => void navigate("/complaints"),
    w: () => void navigate("/reviews"),
    "?": () => setHelp(true),
  });
  return (
    <div className="shell">
      <a className="skip" href="#page">
        {t("nav.skip")}
      </a>
      <nav className="rail" aria-label={t("nav.label")}>
        <img className="brand" src="/icon.svg" width="34" height="34" alt="jobsheet" />
        {PLACES.map(({ to, icon, label }) => (
          <NavLink key={to} to={to}>
            {icon}
            {t(label)}
          </NavLink>
        ))}
        <OtherKinds />
        <ReviewPlace />
        <span className="gap" />
        <LiveLamp state={live} />
        <button type="button" onClick={() => setHelp(true)}>
          <QuestionCircleOutlined aria-hidden />
          {t("nav.keys")}
        </button>
        <LanguageMenu />
        <LogoutButton />
      </nav>
      <main className="page" id="page" tabIndex={-1}>
        <EnrolledForMe />
        <Suspense fallback={<PageLoading />}>
          <Outlet />
        </Suspense>
      </main>
      <UnsavedGuard />
      <KeysDialog open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** The kinds of document that the pages made for any kind show, by the heading of their list. */
function OtherKinds() {
  const kinds = useKinds().data ?? [];
  return withoutPlace(kinds).map(({ kind, list }) => (
    <NavLink key={kind} to={listPath(kind)}>
      <FileTextOutlined aria-hidden />
      {list}
    </NavLink>
  ));
}

/** Says that somebody else let in a device in the reader's name. */
function EnrolledForMe() {
  const { t } = useTranslation();
  const devices = useMe().data?.enrolled_for_me ?? [];
  return devices
    .filter(({ revoked }) => !revoked)
    .map(({ id, name, issued_by }) => (
      <Alert
        key={id}
        type="warning"
        showIcon
        banner
        title={t("device.forYou", { name, issuer: issued_by })}
      />
    ));
}

/** The review desk, with how much waits there. */
function ReviewPlace() {
  const { t } = useTranslation();
  const waiting = useReviews().data?.reviews.length ?? 0;
  return (
    <NavLink to="/reviews" className="badged">
      <AuditOutlined aria-hidden />
      {t("nav.review")}
      {waiting === 0 ? null : (
        <>
          <span className="badge" aria-hidden>
            {waiting}
          </span>
          <span className="unseen">{t("review.waiting", { n: waiting })}</span>
        </>
      )}
    </NavLink>
  );
}

function LiveLamp({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  return (
    <div className="live" data-state={state} role="status" aria-live="polite">
      <i aria-hidden />
      {t(`live.${state}`)}
    </div>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  const items = LANGUAGES.map((key) => ({ key, label: <span lang={key}>{LANGUAGE_NAMES[key]}</span> }));
  return (
    <Dropdown
      trigger={["click"]}
      placement="topLeft"
      menu={{ items, selectedKeys: [language], onClick: ({ key }) => choose(key as Language) }}
    >
      <button type="button" aria-haspopup="menu">
        <span className="unseen">{t("nav.language")}</span>
        <span lang={language}>{LANGUAGE_NAMES[language]}</span>
      </button>
    </Dropdown>
  );
}

function LogoutButton() {
  const { t } = useTranslation();
  const me = useMe();
  const logout = useLogout();
  return (
    <button type="button" onClick={() => logout.mutate()} title={me.data?.name} data-testid="logout">
      <LogoutOutlined aria-hidden />
      {t("nav.logout")}
    </button>
  );
}

const KEYS = [
  ["/", "keys.search"],
  ["↑ ↓ ← →", "keys.move"],
  ["Enter", "keys.open"],
  ["n", "keys.newRequest"],
  ["b", "keys.board"],
  ["r", "keys.register"],
  ["c", "keys.complaints"],
  ["w", "keys.review"],
  ["v", "keys.view"],
  ["?", "keys.help"],
] as const;

function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [on, setOn] = useState(areKeysOn);
  const change = (next: boolean) => {
    switchKeys(next);
    setOn(next);
  };
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("keys.title")} width={380}>
      <label className="row tight">
        <Switch checked={on} onChange={change} /> {t("keys.on")}
      </label>
      <dl className="facts">
        {KEYS.map(([key, meaning]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={meaning}>{t(meaning)}</dd>,
        ])}
      </dl>
    </Modal>
  );
}
