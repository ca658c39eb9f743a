// The walk over customers and machines: their facts, contacts and sites are edited as a dispatcher does.
import assert from "node:assert/strict";

/** Edits a customer: a fact, a contact from its first word to its removal; unsaved input is asked about. */
export async function editCustomer({ page, base, accessible, picture }, customer) {
  await page.goto(`${base}/customers/${customer.id}`);
  await edited(page, "合同号", "HT-2026-017");
  await halfTypedFactIsAskedAbout(page);
  await page.getByRole("button", { name: "添加联系人" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "电话" }).fill("13900002222");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("请填写此项").waitFor();
  await accessible("a contact without a name");
  await unsavedIsAskedAbout(page, dialog);
  await dialog.getByRole("textbox", { name: "名称" }).fill("刘志强");
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("13900002222").waitFor();
  await page.getByRole("button", { name: "编辑刘志强" }).click();
  await dialog.getByRole("textbox", { name: "职务" }).fill("设备科长");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("设备科长 · 13900002222").waitFor();
  await picture("customer");
  await accessible("a customer");
  await page.getByRole("button", { name: "移除刘志强" }).click();
  await page.locator(".ant-popconfirm .ant-btn-primary").click();
  await page.getByText("13900002222").waitFor({ state: "detached" });
}

/** A dialog with unsaved input is left only on purpose. */
async function unsavedIsAskedAbout(page, dialog) {
  await dialog.getByRole("button", { name: "取消" }).click();
  await page.getByRole("button", { name: "继续编辑" }).click();
  assert.equal(await dialog.getByRole("textbox", { name: "电话" }).inputValue(), "13900002222");
}

/** A page is not left with a fact half typed, unless that is meant. */
async function halfTypedFactIsAskedAbout(page) {
  await page.getByRole("button", { name: "编辑电话" }).click();
  await page.getByRole("textbox", { name: "电话" }).fill("0512");
  await page.getByRole("link", { name: "看板" }).click();
  await page.getByRole("button", { name: "继续编辑" }).click();
  assert.equal(await page.getByRole("textbox", { name: "电话" }).inputValue(), "0512");
  await page.getByRole("textbox", { name: "电话" }).press("Escape");
}

/** What a machine's warranty depends on is changed; a slip of the keyboard is refused where it was typed. */
export async function editMachine({ page, base, accessible, picture }, customer) {
  await page.goto(`${base}/customers/${customer.id}`);
  await page.locator('a[href^="/assets/"]').first().click();
  const months = "厂家保修（月）";
  await page.getByRole("button", { name: `编辑${months}` }).click();
  await page.getByRole("textbox", { name: months }).fill("6000");
  await page.keyboard.press("Enter");
  await page.getByText("value.out_of_range").waitFor();
  assert.equal(await page.getByRole("textbox", { name: months }).inputValue(), "6000");
  await accessible("a refused warranty");
  await page.getByRole("textbox", { name: months }).fill("36");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: months }).waitFor({ state: "detached" });
  await page.locator("dd", { hasText: /^36$/ }).waitFor();
  await picture("machine");
  await accessible("a machine");
}

/** Writes one fact where it stands. */
async function edited(page, label, text) {
  await page.getByRole("button", { name: `编辑${label}` }).click();
  await page.getByRole("textbox", { name: label }).fill(text);
  await page.keyboard.press("Enter");
  await page.locator("dd", { hasText: text }).waitFor();
}
