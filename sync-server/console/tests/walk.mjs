// The console's main paths in a real browser against a real server, in three languages, with an accessibility check of
// every page. Environment: BASE_URL, LOGIN and PASSWORD name a server that runs; without BASE_URL the program JOBSHEET is
// started with the sample organisation. MARKED_AT_LEAST says how many signed, contested or conflicting orders there must be.
// SCREENSHOTS is a folder to leave pictures in; CHROMIUM overrides the browser.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { complaintWalk } from "./complaint.mjs";
import { deviceWalk } from "./devices.mjs";
import { documentsWalk } from "./documents.mjs";
import { DESKTOP, looksAt } from "./looks.mjs";
import { editCustomer, editMachine } from "./parties.mjs";
import { startServer } from "./server.mjs";
import { exported, verifyWalk } from "./verify.mjs";

const server = process.env.BASE_URL ? undefined : await startServer(needed("JOBSHEET"));
const BASE_URL = server?.address ?? needed("BASE_URL");
const LOGIN = server?.login ?? needed("LOGIN");
const PASSWORD = server?.password ?? needed("PASSWORD");
const SCREENSHOTS = process.env.SCREENSHOTS;
/** How many orders with marks there must be to walk over; none where the server holds what it happens to hold. */
const MARKED_AT_LEAST = Number(process.env.MARKED_AT_LEAST ?? 0);
const FLAGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const WAIT_MS = 15_000;

/** What each language must show where the walk goes. */
const WORDS = {
  "zh-Hans": {
    login: "登录",
    board: "工单看板",
    register: "来电登记簿",
    complaints: "投诉",
    devices: "终端",
    reviews: "待审核",
    customers: "客户",
    timeline: "时间线",
  },
  "zh-Hant": {
    login: "登入",
    board: "工單看板",
    register: "來電登記簿",
    complaints: "投訴",
    devices: "終端",
    reviews: "待審核",
    customers: "客戶",
    timeline: "時間軸",
  },
  en: {
    login: "Log in",
    board: "Work orders",
    register: "Request register",
    complaints: "Complaints",
    devices: "Devices",
    reviews: "Review",
    customers: "Customers",
    timeline: "Timeline",
  },
};

function needed(name) {
  const value = process.env[name];
  assert.ok(value, `set ${name}`);
  return value;
}

const profile = await mkdtemp(join(tmpdir(), "jobsheet-walk-"));
if (SCREENSHOTS) await mkdir(SCREENSHOTS, { recursive: true });
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: FLAGS.split(" "),
  viewport: DESKTOP,
});
const page = context.pages()[0] ?? (await context.newPage());
page.setDefaultTimeout(WAIT_MS);
const { accessible, onTablet, picture, settled } = await looksAt(page, SCREENSHOTS);
const faults = [];
page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
page.on("request", (request) => {
  // `blob:` and `data:` never leave the browser.
  if (/^https?:/.test(request.url()) && !request.url().startsWith(BASE_URL))
    faults.push(`foreign host: ${request.url()}`);
});
page.on("console", (message) => {
  if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
});

try {
  await walk();
  assert.deepEqual(faults, []);
  console.log("walk: everything held");
} catch (error) {
  await picture("failure");
  console.error(`walk: failed at ${page.url()}`);
  throw error;
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
  await server?.stop();
}

async function walk() {
  await wrongPassword();
  await logIn();
  const order = await step("intake to assignment", intakeToAssignment);
  await step("notes", () => editNotes(order));
  await step("live", () => liveUpdate(order));
  await step("healed clock", () => healedClock(order));
  const customer = await firstOf("/api/customers", "customers");
  const tools = { page, base: BASE_URL, accessible, picture };
  await step("customer", () => editCustomer(tools, customer));
  await step("machine", () => editMachine(tools, customer));
  await step("device", () => deviceWalk(tools, PASSWORD));
  const complaint = await step("complaint", () => complaintWalk({ ...tools, settled, become }, customer));
  await step("documents of any kind", () =>
    documentsWalk({ ...tools, settled, onTablet, become, logInAgain }, customer),
  );
  await step("keyboard", keyboard);
  for (const language of Object.keys(WORDS))
    await step(`pages in ${language}`, () => pagesIn(language, order, complaint));
  await step("orders with marks", ordersWithMarks);
  await step("review", review);
  await step("refusal", () => refusalInPlace(order));
  await step("unreachable server", () => unreachable(order));
  await step("an address that is saved as it was", () => addressKept(order));
  const evidence = await exported(tools, order);
  await step("end of a session", endOfSession);
  await step("log out", logOut);
  await step("evidence anybody checks", () => verifyWalk(tools, evidence));
}

async function step(name, work) {
  const start = performance.now();
  const result = await work();
  console.log(`walk: ${name} (${Math.round(performance.now() - start)} ms)`);
  return result;
}

async function wrongPassword() {
  await page.goto(BASE_URL);
  await page.locator("#name").fill(LOGIN);
  await page.locator("#password").fill("not the password");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await accessible("login");
}

async function logIn() {
  await page.locator("#password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: WORDS["zh-Hans"].board }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
}

/** Somebody else of the sample organisation logs in: they all have one password. */
async function become(login) {
  await context.clearCookies();
  await page.goto(BASE_URL);
  await page.locator("#name").fill(login);
  await page.locator("#password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: WORDS["zh-Hans"].board }).waitFor();
}

/** A call is taken down, the caller recognised, an order raised and two technicians assigned. Returns its path. */
async function intakeToAssignment() {
  const known = await firstOf("/api/customers", "customers");
  await page.keyboard.press("n");
  await page.locator("#phone").waitFor();
  await page.locator("#caller").fill(known.name.slice(0, 4));
  const use = page.locator(".caller", { hasText: known.name }).locator("button").first();
  await use.click();
  await page.getByText(`客户：${known.name}`).waitFor();
  await page.locator("#fault").fill("开机后压力上不去，主缸下面漏油");
  await accessible("intake");
  await page.getByRole("button", { name: "保存到登记簿" }).click();
  await page.getByText("已登记：").waitFor();
  await page.getByRole("button", { name: "建立工单" }).click();
  await page.waitForURL(/\/orders\//);
  await page.getByRole("heading", { name: "开机后压力上不去，主缸下面漏油" }).waitFor();

  await page.locator('[data-action="assign"]').click();
  const people = page.locator(".people input[type=checkbox]");
  await people.first().waitFor();
  await people.nth(0).check();
  await people.nth(1).check();
  await page.getByRole("button", { name: "明天上午" }).click();
  await accessible("assign dialog");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.locator(".order-head .tag", { hasText: "已派工" }).waitFor();
  return new URL(page.url()).pathname;
}

async function editNotes(order) {
  await page.goto(BASE_URL + order);
  await page.getByRole("button", { name: "编辑备注" }).click();
  await page.getByRole("textbox", { name: "备注" }).fill("门卫处登记，访客须戴安全帽。");
  await page.getByRole("button", { name: "保存" }).click();
  await page.locator(".wrap-text", { hasText: "访客须戴安全帽" }).waitFor();
}

/** What somebody else changes shows on an open page without reload. */
async function liveUpdate(order) {
  const other = await context.newPage();
  await other.goto(BASE_URL + order);
  await other.locator('.live[data-state="live"]').waitFor();
  await page.getByRole("button", { name: "编辑联系人" }).click();
  await page.getByRole("textbox", { name: "联系人" }).fill("刘工 13900001111");
  await page.keyboard.press("Enter");
  await other.getByText("刘工 13900001111").waitFor();
  await other.close();
}

/** R31: a clock that was kept and counted as missed until somebody told says so on the board. */
async function healedClock(order) {
  const hour = 3_600_000;
  const reported = Date.now() - 72 * hour;
  const set = (name, time) => command(order, { set_fact: { name, value: { time } } });
  await set("reported_at", reported);
  await page.goto(`${BASE_URL}/board`);
  const card = page.locator(`a[data-order="${order.split("/").at(-1)}"]`);
  await card.locator(".tag.red", { hasText: "−" }).waitFor();
  await set("contacted_at", reported + hour);
  await card.locator(".tag.green", { hasText: "补报达标" }).waitFor();
}

async function keyboard() {
  await page.goto(`${BASE_URL}/board`);
  await page.locator(".card").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("a.card:focus").waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("/");
  await page.locator("input[type=search]:focus").waitFor();
  await page.keyboard.type("漏油");
  await page.locator(".card", { hasText: "漏油" }).first().waitFor();
  await page.keyboard.type("没有这样的工单");
  await page.getByText("没有符合条件的工单").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("b");
  await page.locator(".card").first().waitFor();
  assert.equal(await page.locator("input[type=search]").inputValue(), "", "the box says what is shown");
  await page.keyboard.press("v");
  await page.locator("a.grid-row").first().waitFor();
  await accessible("board as a list");
  await page.keyboard.press("v");
  await page.locator(".card").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/orders\//);
}

async function pagesIn(language, order, complaint) {
  const words = WORDS[language];
  await page.evaluate((tag) => localStorage.setItem("jobsheet.language", tag), language);
  const pages = [
    ["/board", words.board],
    ["/requests", words.register],
    ["/complaints?scope=all", words.complaints],
    ["/devices", words.devices],
    ["/reviews", words.reviews],
    ["/customers", words.customers],
    ...(await parties()),
  ];
  for (const [path, heading] of pages) {
    await page.goto(BASE_URL + path);
    await page.getByRole("heading", { name: heading, exact: true, level: 1 }).waitFor();
    await settled();
    await accessible(`${path} in ${language}`);
    await picture(`${fileName(path)}-${language}`);
    await onTablet(`${fileName(path)}-${language}`);
  }
  for (const [name, path] of [
    ["order", order],
    ["complaint", complaint],
  ]) {
    await page.goto(BASE_URL + path);
    await page.getByRole("heading", { name: words.timeline }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await settled();
    await accessible(`${name} in ${language}`);
    await picture(`${name}-${language}`);
    await onTablet(`${name}-${language}`);
  }
}

/** Signed, contested and conflicting orders, where the server has some: their panels are the fullest. */
async function ordersWithMarks() {
  const answer = await page.request.get(`${BASE_URL}/api/orders`);
  const { orders } = await answer.json();
  const marked = orders
    .filter((row) => row.contested || row.conflicts > 0 || row.signoff !== "none")
    .slice(0, Math.max(3, MARKED_AT_LEAST));
  assert.ok(marked.length >= MARKED_AT_LEAST, `${marked.length} orders with marks, not ${MARKED_AT_LEAST}`);
  for (const { id, number } of marked) {
    await page.goto(`${BASE_URL}/orders/${id}`);
    await page.locator("#timeline").waitFor();
    await settled();
    await accessible(number);
    await picture(`marked-${number}`);
  }
}

/** Work of a lost device, where the server has some, is let in with a reason, by keyboard; the badge counts along. */
async function review() {
  const { reviews } = await (await page.request.get(`${BASE_URL}/api/reviews`)).json();
  assert.ok(reviews.length > 0 || MARKED_AT_LEAST === 0, "nothing waits for review");
  if (reviews.length === 0) return;
  const [{ number, document }] = reviews;
  await page.evaluate(() => localStorage.setItem("jobsheet.language", "en"));
  await page.goto(`${BASE_URL}/board`);
  await page.locator(".badge", { hasText: String(reviews.length) }).waitFor();
  await page.keyboard.press("w");
  const card = page.locator(".panel", { hasText: number });
  await card.locator(".deeds li").first().waitFor();
  await settled();
  await picture("review");
  await card.locator('[data-decision="admit"]').focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("textbox").fill("Confirmed with the technician by phone.");
  await settled();
  await accessible("a decision");
  await picture("review-decision");
  await page.getByRole("dialog").getByRole("button", { name: "Let in" }).click();
  await card.waitFor({ state: "detached" });
  if (reviews.length === 1) await page.locator(".badge").waitFor({ state: "detached" });
  await page.goto(`${BASE_URL}/orders/${document}`);
  await page.locator("#timeline", { hasText: "Confirmed with the technician by phone." }).waitFor();
}

/** Approving what is not finished is refused by the server, and the reason stands in the dialog. */
async function refusalInPlace(order) {
  await page.evaluate(() => localStorage.setItem("jobsheet.language", "en"));
  await page.goto(BASE_URL + order);
  // The page offers only what makes sense: the order is cancelled behind its back, so that it offers too much.
  await page.locator('[data-action="hold"]').click();
  await command(order, { cancel: { reason: "called off by phone" } });
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  const alert = page.getByRole("dialog").getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /[a-z_]+\.[a-z_.]+/);
  await accessible("a refusal");
  await page.keyboard.press("Escape");
  await page.locator(".order-head .tag", { hasText: "cancelled" }).waitFor();
}

async function unreachable(order) {
  await context.setOffline(true);
  await page.locator('[data-action="reinstate"]').click();
  await page.locator("#text").fill("customer called again");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.getByText("The server cannot be reached").waitFor();
  await context.setOffline(false);
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await page.locator(".order-head .tag", { hasText: /^open$/ }).waitFor();
  assert.equal(new URL(page.url()).pathname, order);
}

/** Saving an address as it stands is no change: its place would be lost for nothing. */
async function addressKept(order) {
  const before = await (await page.request.get(`${BASE_URL}/api${order}`)).json();
  await page.getByRole("button", { name: "Edit Address" }).click();
  await page.getByRole("textbox", { name: "Address" }).press("Enter");
  await page.getByRole("button", { name: "Edit Address" }).waitFor();
  const after = await (await page.request.get(`${BASE_URL}/api${order}`)).json();
  assert.deepEqual(after.address, before.address);
  assert.equal(after.timeline.length, before.timeline.length);
}

/** A session that ends while somebody types asks for the login over the page, and nothing typed is lost. */
async function endOfSession() {
  await page.goto(`${BASE_URL}/requests/new`);
  await page.locator("#fault").fill("no pressure");
  await context.clearCookies();
  // Looking up the caller is what finds the session ended.
  await page.locator("#caller").fill("Chen Jing");
  await logInAgain();
  assert.equal(await page.locator("#fault").inputValue(), "no pressure");
  await page.getByRole("button", { name: "Save to the register" }).click();
  await page.getByText("In the register as").waitFor();
}

/** Logs in where the page asks for it, over what is being typed. */
async function logInAgain() {
  const dialog = page.getByRole("dialog");
  await dialog.locator("#name").fill(LOGIN);
  await dialog.locator("#password").fill(PASSWORD);
  await accessible("login over a page");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
}

async function logOut() {
  await page.getByTestId("logout").click();
  await page.locator("#password").waitFor();
  await page.goto(`${BASE_URL}/board`);
  await page.locator("#password").waitFor();
}

/** Asks something of an order beside the page, as another dispatcher would. */
async function command(order, asked) {
  const answer = await page.request.post(`${BASE_URL}/api${order}/commands`, {
    data: { command: asked },
    headers: { "Idempotency-Key": `walk-${Date.now()}-${Math.random()}` },
  });
  assert.ok(answer.ok(), `${answer.status()} ${await answer.text()}`);
}

/** The pages of a customer and of a machine of theirs, with their headings. */
async function parties() {
  const asset = await firstOf("/api/assets", "assets");
  const answer = await page.request.get(`${BASE_URL}/api/customers/${asset.customer}`);
  const customer = await answer.json();
  return [
    [`/customers/${customer.id}`, customer.name],
    [`/assets/${asset.id}`, `${asset.model} ${asset.serial}`],
  ];
}

async function firstOf(path, list) {
  const answer = await page.request.get(BASE_URL + path);
  assert.ok(answer.ok(), `${path} answered ${answer.status()}`);
  const [first] = (await answer.json())[list];
  assert.ok(first, `${path} has nothing to walk with`);
  return first;
}

/** A page's path without its id. */
function fileName(path) {
  const [, first, id] = path.split("?")[0].split("/");
  return id === undefined ? first : `one-of-${first}`;
}
