// The walk over devices: a dispatcher makes a code for a technician, who consents by typing their own password.
import assert from "node:assert/strict";

export async function deviceWalk({ page, base, accessible, picture }, password) {
  await page.goto(`${base}/devices`);
  await page.getByRole("button", { name: "登记终端" }).click();
  const dialog = page.getByRole("dialog");
  const own = dialog.getByLabel("本人密码");
  assert.equal(await own.count(), 0, "nobody's consent is asked for before it is said whose device it is");
  await dialog.getByRole("combobox", { name: "使用人" }).fill("王磊");
  await page.keyboard.press("Enter");
  await own.fill("not their password");
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").waitFor();
  await accessible("a code that was refused");
  await picture("device-consent");
  await own.fill(password);
  await page.keyboard.press("Enter");
  await dialog.getByTestId("enrolment-code").waitFor();
  await accessible("a code");
  await picture("device-code");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
}
