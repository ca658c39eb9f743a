import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntdApp, ConfigProvider, Modal } from "antd";
import type { Locale } from "antd/es/locale";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter, Navigate, RouterProvider, useRouteError } from "react-router";

import { setLoginRequiredHandler, worthRetrying } from "./api/http";
import { useLive } from "./api/live";
import { usePolicy } from "./api/queries";
import { useMe, worksInTheField } from "./api/session";
import type { Me } from "./api/types";
import { zoneOf } from "./format/time";
import { closestLanguage, speak, storedLanguage, type Language } from "./i18n";
import { LanguageContext } from "./i18n/LanguageContext";
import { Login, LoginForm } from "./session/Login";
import { OrganisationTime } from "./ui/moment";
import { NotFoundPage } from "./ui/NotFoundPage";
import { PageLoading } from "./ui/Page";
import { ProblemPage } from "./ui/problem";
import { Shell } from "./ui/Shell";
import { consoleTheme } from "./ui/theme";

const Board = lazy(() => import("./board/Board"));
const Register = lazy(() => import("./intake/Register"));
const Intake = lazy(() => import("./intake/Intake"));
const OrderPage = lazy(() => import("./order/OrderPage"));
const Complaints = lazy(() => import("./complaint/Complaints"));
const TakeDown = lazy(() => import("./complaint/TakeDown"));
const ComplaintPage = lazy(() => import("./complaint/ComplaintPage"));
const Customers = lazy(() => import("./customers/Customers"));
const CustomerPage = lazy(() => import("./customers/CustomerPage"));
const AssetPage = lazy(() => import("./customers/AssetPage"));
const Documents = lazy(() => import("./documents/Documents"));
const BeginDocument = lazy(() => import("./documents/Begin"));
const DocumentPage = lazy(() => import("./documents/DocumentPage"));
const Devices = lazy(() => import("./devices/Devices"));
const VerifyPage = lazy(() => import("./evidence/VerifyPage"));
const Reviews = lazy(() => import("./review/Reviews"));

const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A browser that believes to be offline may still reach a server in the same building; the answer decides.
      networkMode: "always",
      retry: (failures, error) => failures < RETRIES && worthRetrying(error),
    },
    mutations: { networkMode: "always" },
  },
});
setLoginRequiredHandler(() => queries.setQueryData(["me"], null));

const router = createBrowserRouter([
  {
    Component: Frame,
    children: [
      {
        ErrorBoundary: FailedPage,
        children: [
          { index: true, Component: Home },
          { path: "board", Component: Board },
          { path: "requests", Component: Register },
          { path: "requests/new", Component: Intake },
          { path: "requests/:id", Component: Register },
          { path: "orders/:id", Component: OrderPage },
          { path: "complaints", Component: Complaints },
          { path: "complaints/new", Component: TakeDown },
          { path: "complaints/:id", Component: ComplaintPage },
          { path: "customers", Component: Customers },
          { path: "customers/:id", Component: CustomerPage },
          { path: "assets/:id", Component: AssetPage },
          { path: "documents/:kind", Component: Documents },
          { path: "documents/:kind/new", Component: BeginDocument },
          { path: "documents/:kind/:id", Component: DocumentPage },
          { path: "devices", Component: Devices },
          { path: "reviews", Component: Reviews },
          { path: "*", Component: NotFoundPage },
        ],
      },
    ],
  },
]);

/** The console. `initial` is the language it starts in, with Ant Design's words for it. */
export function App({ initial }: { initial: { language: Language; locale: Locale } }) {
  const [{ language, locale }, setSpoken] = useState(initial);
  const change = useCallback((next: Language, remember: boolean) => {
    void speak(next, remember).then((words) => setSpoken({ language: next, locale: words }));
  }, []);
  const adopt = useCallback((next: Language) => change(next, false), [change]);
  const choice = useMemo(
    () => ({ language, choose: (next: Language) => change(next, true) }),
    [language, change],
  );
  return (
    <LanguageContext value={choice}>
      <ConfigProvider locale={locale} theme={consoleTheme} button={{ autoInsertSpace: false }}>
        <AntdApp component={false}>
          <QueryClientProvider client={queries}>
            {window.location.pathname === VERIFY ? <Public /> : <Gate onUserLanguage={adopt} />}
          </QueryClientProvider>
        </AntdApp>
      </ConfigProvider>
    </LanguageContext>
  );
}

/** Where anybody checks evidence, whether or not they could log in. */
const VERIFY = "/verify";

function Public() {
  return (
    <Suspense fallback={<PageLoading />}>
      <VerifyPage />
    </Suspense>
  );
}

/** The board; for who works in the field only, their own tablets. */
function Home() {
  const me = useMe();
  return <Navigate to={worksInTheField(me.data) ? "/devices" : "/board"} replace />;
}

/**
 * Nothing behind it is shown before somebody has logged in. When a session ends, what is being typed stays behind the
 * login; another person than before starts with an empty page.
 */
function Gate({ onUserLanguage }: { onUserLanguage: (language: Language) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const user = useFirstUser(me.data);
  useUserLanguage(me.data?.language, onUserLanguage);
  if (me.isPending) return <PageLoading />;
  if (me.isError && user === undefined)
    return <ProblemPage error={me.error} onRetry={() => void me.refetch()} />;
  if (user === undefined) return <Login />;
  return (
    <>
      <RouterProvider router={router} />
      <Modal
        open={me.data === null}
        title={t("login.again")}
        closable={false}
        keyboard={false}
        footer={null}
        width={400}
        destroyOnHidden
      >
        <LoginForm />
      </Modal>
    </>
  );
}

/** The first to log in on this page. */
function useFirstUser(me: Me | null | undefined): string | undefined {
  const [first, setFirst] = useState<string>();
  useEffect(() => {
    if (me == null) return;
    if (first !== undefined && first !== me.id) window.location.assign("/");
    else setFirst(me.id);
  }, [me, first]);
  return first ?? me?.id;
}

/** A user's own language counts until they choose another in this browser. */
function useUserLanguage(tag: string | undefined, onUserLanguage: (language: Language) => void) {
  useEffect(() => {
    if (tag === undefined || storedLanguage() !== undefined) return;
    onUserLanguage(closestLanguage(tag));
  }, [tag, onUserLanguage]);
}

/** A page that failed, inside the frame: everything else can still be reached. */
function FailedPage() {
  const error = useRouteError();
  return <ProblemPage error={error} onRetry={() => window.location.reload()} />;
}

function Frame() {
  const live = useLive(true);
  const policy = usePolicy();
  useTranslation();
  // Every time on every page is the organisation's: a guess would show, and promise, another hour.
  if (policy.data === undefined)
    return policy.isError ? (
      <ProblemPage error={policy.error} onRetry={() => void policy.refetch()} />
    ) : (
      <PageLoading />
    );
  return (
    <OrganisationTime zone={zoneOf(policy.data)}>
      <Shell live={live} />
    </OrganisationTime>
  );
}
