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
  await photographed({ page, accessible, picture, settled });
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
  await reported({ page, base, accessible, picture, settled }, path);
  await contested({ page, accessible, picture, settled, open }, path);
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

/** A photo is added from a file; a file that is no picture is refused where it was chosen. */
async function photographed({ page, accessible, picture, settled }) {
  await page.locator('[data-action="add_photo"]').click();
  const dialog = page.getByRole("dialog");
  const chosen = dialog.locator("#photo-file");
  const add = page.locator(".ant-modal-footer .ant-btn-primary");
  await chosen.setInputFiles({ name: "belt.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await add.click();
  await dialog.getByRole("alert").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.locator('[data-action="add_photo"]').click();
  const png = await page.evaluate(drawn);
  await chosen.setInputFiles({ name: "belt.png", mimeType: "image/png", buffer: Buffer.from(png, "base64") });
  await dialog.locator("#caption").fill("皮带边缘磨损");
  await settled();
  await accessible("adding a photo");
  await picture("complaint-add-photo");
  await add.click();
  await dialog.waitFor({ state: "detached" });
  const shown = page.locator(".photo", { hasText: "皮带边缘磨损" }).locator("img");
  await shown.waitFor();
  await page.waitForFunction((image) => image.naturalWidth === 320, await shown.elementHandle());
}

/** A picture larger than a photo's normal form, as a PNG in base64. Runs in the browser. */
function drawn() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 1800 });
  const pen = canvas.getContext("2d");
  const paint = pen.createLinearGradient(0, 0, 2400, 1800);
  paint.addColorStop(0, "#1f5f8b");
  paint.addColorStop(1, "#f2b84b");
  pen.fillStyle = paint;
  pen.fillRect(0, 0, 2400, 1800);
  return canvas.toDataURL("image/png").split(",")[1];
}

/** The report stands in the page in any language, with the photo, and has an address of its own. */
async function reported({ page, base, accessible, picture, settled }, path) {
  await page.locator('[data-action="report"]').click();
  const dialog = page.getByRole("dialog");
  const frame = page.frameLocator(".report-frame");
  for (const [language, title] of [
    ["English", "Complaint report"],
    ["繁體中文", "投訴報告"],
    ["简体中文", "投诉报告"],
  ]) {
    await dialog.getByText(language, { exact: true }).click();
    await frame.getByRole("heading", { name: title, exact: true }).waitFor();
  }
  for (const said of [
    "皮带又断了，今年第三次",
    "1200.50 CNY",
    "皮带边缘磨损",
    "皮带轮已校正，皮带免费更换。",
  ])
    await frame.getByText(said).first().waitFor();
  await frame.locator('img[src^="data:image/jpeg"]').waitFor();
  await settled();
  await accessible("the report of a complaint");
  await picture("complaint-report");
  const address = await dialog.getByRole("link").getAttribute("href");
  assert.equal(address, `/api${path}/report?language=zh-Hans`);
  const answer = await page.request.get(base + address);
  assert.match(answer.headers()["content-security-policy"], /default-src 'none'.*sandbox/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}

/**
 * What the page makes of a complaint two people worked on apart. Who works apart has a tablet, so the answer is told as the
 * server tells it then; that it does is a test of the server's.
 */
async function contested({ page, accessible, picture, settled, open }, path) {
  const told = async (route) => {
    const complaint = await (await route.fetch()).json();
    const { key } = complaint.timeline.find(({ kind }) => kind === "approved");
    const contest = { dropped: [key], unfitting: [], settlements: [] };
    await route.fulfill({ json: { ...complaint, contested: true, contest } });
  };
  await page.route(`**/api${path}`, told);
  await open();
  await page.getByRole("heading", { name: "此投诉待裁决" }).waitFor();
  await settled();
  await accessible("a contested complaint");
  await picture("complaint-contested");
  await page.unroute(`**/api${path}`, told);
}

async function written(page, title, text) {
  await page.getByRole("button", { name: `编辑${title}` }).click();
  await page.getByRole("textbox", { name: title }).fill(text);
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.locator(".wrap-text", { hasText: text }).waitFor();
}

const tag = (page, text) => page.locator(".order-head .tag", { hasText: text }).waitFor();
