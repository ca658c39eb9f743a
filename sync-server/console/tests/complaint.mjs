// A complaint's walk: taken down by the dispatcher, graded and investigated by quality, agreed, approved by a manager,
// carried out, told and closed; each by whoever may, with the buttons the server offers them.
import assert from "node:assert/strict";

/** Walks over one complaint from the customer's word to the closed file. `become` logs somebody in. Returns its path. */
export async function complaintWalk({ page, base, accessible, picture, settled, become }, customer) {
  const path = await takenDown({ page, base, accessible, picture }, customer);
  const open = () => page.goto(base + path);
  const act = (action, fill) => ask({ page, picture, accessible, settled }, action, fill);
  await refusedWithReason({ page, accessible, picture, settled });

  await become("quality");
  await open();
  await act("grade", async (dialog) => {
    await dialog.getByRole("radio", { name: "质量", exact: true }).check();
    await dialog.getByRole("radio", { name: "严重", exact: true }).check();
  });
  await tag(page, "严重");
  await act("investigate", async (dialog) => {
    await dialog.getByRole("combobox").click();
    await page.locator(".ant-select-item-option", { hasText: "He Xiaowen" }).click();
  });
  await tag(page, "调查中");
  await findings({ page, accessible, settled });
  await written(page, "调查情况", "现场测量：皮带轮偏移 2 毫米。");
  await written(page, "预防措施", "出厂检验增加皮带轮对中检查。");
  await act("propose", async (dialog) => {
    await dialog.getByRole("radio", { name: "维修", exact: true }).check();
    await dialog.locator("#text").fill("校正皮带轮并更换皮带");
    await dialog.locator("#cost").fill("12,00");
    await page.locator(".ant-modal-footer .ant-btn-primary").click();
    await dialog.getByText("请填写金额，最多 2 位小数").waitFor();
    await dialog.locator("#cost").fill("1200.50");
  });
  await page.getByText("1,200.50 CNY").first().waitFor();

  await become("dispatcher");
  await open();
  await act("agree", (dialog) => dialog.locator("#text").fill("可以，尽快安排。"));
  await tag(page, "客户已同意");
  await become("manager");
  await open();
  await act("approve", () => undefined);
  await tag(page, "已批准");
  await become("dispatcher");
  await open();
  await act("carry_out", (dialog) => dialog.locator("#text").fill("已更换，试机正常。"));
  await tag(page, "已执行");
  await act("tell", async (dialog) => {
    await dialog.locator("#text").fill("皮带轮已校正，皮带免费更换。");
    await dialog.getByRole("radio", { name: "是", exact: true }).check();
  });
  await tag(page, "已答复");
  await become("quality");
  await open();
  await act("close", () => undefined);
  await tag(page, "已关闭");
  await settled();
  await accessible("a closed complaint");
  await picture("complaint-closed");
  await become("dispatcher");
  return path;
}

async function takenDown({ page, base, accessible, picture }, customer) {
  await page.goto(`${base}/complaints`);
  await page.getByRole("button", { name: "登记投诉" }).click();
  await page.locator("#contact").fill(customer.name.slice(0, 4));
  await page.locator(".caller", { hasText: customer.name }).locator("button").first().click();
  await page.locator("#facts").fill("皮带又断了，今年第三次");
  await page.locator("#demand").fill("更换整套传动");
  await accessible("taking down a complaint");
  await picture("complaint-take-down");
  await page.locator("main").getByRole("button", { name: "登记投诉" }).click();
  await page.waitForURL(/\/complaints\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: "皮带又断了，今年第三次" }).waitFor();
  await tag(page, "已受理");
  assert.match(await page.locator(".order-head .mono").innerText(), /^CP-/);
  return new URL(page.url()).pathname;
}

/** What a dispatcher may not do is no button, but its reason can be read. */
async function refusedWithReason({ page, accessible, picture, settled }) {
  await page.locator('[data-action="refused"]').click();
  await page.locator(".refused dt", { hasText: "定级" }).waitFor();
  assert.equal(await page.locator('[data-action="grade"]').count(), 0);
  await settled();
  await accessible("refused actions");
  await picture("complaint-refused");
  await page.keyboard.press("Escape");
}

/** Asks for one action through its dialog, which closes once it is done. */
async function ask({ page, accessible, picture, settled }, action, fill) {
  await page.locator(`[data-action="${action}"]`).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await fill(dialog);
  await settled();
  await accessible(`asking to ${action}`);
  await picture(`complaint-${action}`);
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await dialog.waitFor({ state: "detached" });
}

async function findings({ page, accessible, settled }) {
  await page.locator('[data-action="record_findings"]').click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("#cause").fill("皮带轮偏移");
  await dialog.getByRole("combobox", { name: "原因分类" }).click();
  await page.locator(".ant-select-item-option", { hasText: "设计" }).click();
  await dialog.getByRole("radio", { name: "是", exact: true }).check();
  await settled();
  await accessible("the findings of a complaint");
  await page.locator(".ant-modal-footer .ant-btn-primary").click();
  await dialog.waitFor({ state: "detached" });
  await page.locator("dd", { hasText: "皮带轮偏移" }).waitFor();
}

async function written(page, title, text) {
  await page.getByRole("button", { name: `编辑${title}` }).click();
  await page.getByRole("textbox", { name: title }).fill(text);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.locator(".wrap-text", { hasText: text }).waitFor();
}

const tag = (page, text) => page.locator(".order-head .tag", { hasText: text }).waitFor();
