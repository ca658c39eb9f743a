// The pages made for any kind of document: a complaint, which has pages of its own, is worked on here as if it had none.
import assert from "node:assert/strict";

/** Begins a complaint by its form, grades it on its page, and looks at the list and the place of a kind nobody wrote a page for. */
export async function documentsWalk(tools, customer) {
  const { page, base, accessible, picture, settled, onTablet, become, logInAgain } = tools;
  await page.goto(`${base}/documents/complaint`);
  await page.getByRole("heading", { name: "客户投诉", exact: true, level: 1 }).waitFor();
  const path = await begun({ page, accessible, picture, settled, logInAgain }, customer);
  await listed({ page, base, accessible, picture, settled, onTablet }, path);
  await become("quality");
  await page.goto(base + path);
  await graded({ page, accessible, picture, settled });
  await written(page);
  await inWords({ page, base, accessible, picture, settled, onTablet }, path);
  await placed({ page, base, settled, picture });
  await become("dispatcher");
}

/**
 * What the server refuses is said where it was typed, and what was typed stays, also when the session had ended. Returns the
 * page's path.
 */
async function begun({ page, accessible, picture, settled, logInAgain }, customer) {
  await page.locator('[data-action="begin"]').click();
  await page.locator("#contact").fill("孙伟");
  await page.locator("#channel").click();
  await page.locator(".ant-select-item-option", { hasText: "电话" }).click();
  await page.locator('main [data-action="take"]').click();
  await page.getByRole("alert").getByText("complaint.facts_missing").waitFor();
  assert.equal(await page.locator("#contact").inputValue(), "孙伟");
  await page.locator("#facts").fill("齿轮箱漏油\n换过一次密封");
  await page.locator("#customer").fill(customer.name.slice(0, 4));
  await page.locator(".ant-select-item-option", { hasText: customer.name }).click();
  await settled();
  await accessible("beginning a document");
  await picture("document-begin");
  await page.context().clearCookies();
  await page.locator('main [data-action="take"]').click();
  await logInAgain();
  assert.equal(await page.locator("#facts").inputValue(), "齿轮箱漏油\n换过一次密封");
  await page.locator('main [data-action="take"]').click();
  await page.waitForURL(/\/documents\/complaint\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: "齿轮箱漏油" }).waitFor();
  await tag(page, "已受理");
  await page.locator(`main a[href="/customers/${customer.id}"]`).first().waitFor();
  return new URL(page.url()).pathname;
}

async function listed({ page, base, accessible, picture, settled, onTablet }, path) {
  await page.goto(`${base}/documents/complaint?q=${encodeURIComponent("齿轮箱")}`);
  const line = page.locator(`a.grid-row[href="${path}"]`);
  await line.locator(".tag", { hasText: "已受理" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.locator("a.grid-row:focus").waitFor();
  await settled();
  await accessible("a list of any kind");
  await picture("document-list");
  await onTablet("document-list");
  await page.keyboard.press("Enter");
  await page.waitForURL(base + path);
}

/** What whoever is logged in may not do has its reason; what they may has a form. */
async function graded({ page, accessible, picture, settled }) {
  await page.locator('[data-action="refused"]').click();
  await page.locator(".refused dt", { hasText: "受理" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator('[data-action="grade"]').click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "质量", exact: true }).check();
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await dialog.getByText("请填写此项").waitFor();
  await dialog.getByRole("radio", { name: "严重", exact: true }).check();
  await settled();
  await accessible("asking for anything");
  await picture("document-ask");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await dialog.waitFor({ state: "detached" });
  await page.locator("#timeline .what", { hasText: "定级" }).waitFor();
  await page.locator('[data-action="investigate"]').click();
  await dialog.getByRole("combobox").click();
  await page.locator(".ant-select-item-option", { hasText: "He Xiaowen" }).click();
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await dialog.waitFor({ state: "detached" });
  await tag(page, "调查中");
  await page.locator("#timeline", { hasText: "He Xiaowen" }).waitFor();
}

/** A long text and a fact are written where they stand. */
async function written(page) {
  await page.getByRole("button", { name: "编辑调查情况" }).click();
  await page.getByRole("textbox", { name: "调查情况" }).fill("油封唇口磨损。");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.locator(".wrap-text", { hasText: "油封唇口磨损。" }).waitFor();
  await page.getByRole("button", { name: "编辑联系人" }).click();
  await page.getByRole("textbox", { name: "联系人" }).fill("孙伟 13900003333");
  await page.keyboard.press("Enter");
  await page.locator("dd", { hasText: "13900003333" }).waitFor();
  assert.equal(
    await page.getByRole("button", { name: "编辑编号" }).count(),
    0,
    "the register gives the number",
  );
}

/** The words of a kind come from the server: they are asked for again in each language. */
async function inWords({ page, base, accessible, picture, settled, onTablet }, path) {
  for (const [language, list, status] of [
    ["zh-Hant", "客戶投訴", "調查中"],
    ["en", "Complaints", "being investigated"],
    ["zh-Hans", "客户投诉", "调查中"],
  ]) {
    await page.evaluate((tag) => localStorage.setItem("jobsheet.language", tag), language);
    await page.goto(base + path);
    await page.locator(".order-head a", { hasText: list }).waitFor();
    await tag(page, status);
    await settled();
    await accessible(`a document of any kind in ${language}`);
    await picture(`document-${language}`);
    await onTablet(`document-${language}`);
  }
}

/**
 * A kind for which nobody wrote a page has a place in the navigation. There is none today, so the server's answer is told with
 * one more.
 */
async function placed({ page, base, settled, picture }) {
  const told = async (route) => {
    const kinds = await (await route.fetch()).json();
    await route.fulfill({ json: [...kinds, { ...kinds[0], kind: "loan", list: "备机借用" }] });
  };
  await page.route("**/api/documents/kinds", told);
  await page.goto(`${base}/board`);
  const place = page.getByRole("navigation").getByRole("link", { name: "备机借用" });
  await place.waitFor();
  assert.equal(await place.getAttribute("href"), "/documents/loan");
  assert.equal(await page.getByRole("navigation").getByRole("link", { name: "客户投诉" }).count(), 0);
  await settled();
  await picture("document-place");
  await page.unroute("**/api/documents/kinds", told);
}

const tag = (page, text) => page.locator(".order-head .tag", { hasText: text }).waitFor();
