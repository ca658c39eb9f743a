// The walk over devices: a dispatcher makes a code for a technician, who consents by typing their own password.
import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";

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
  await enrolTablet(base, await dialog.getByTestId("enrolment-code").innerText());
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const row = page.getByRole("row").filter({ hasText: "walked tablet" });
  await row.getByText("软件密钥").waitFor();
  await accessible("a device that waits for its fingerprint");
  await picture("device-software-key");
}

/** A device that keeps its keys in memory, and says so. */
async function enrolTablet(base, code) {
  const statement = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const change = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const { kty, crv, x, y } = statement.publicKey.export({ format: "jwk" });
  const text = (value) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  const tagged = Buffer.concat([Buffer.from([0x82]), text("jobsheet/enrolment/1"), text(code)]);
  const digest = (bytes, form) => createHash("sha256").update(bytes).digest(form);
  const payload = `{"change_key":{"crv":"Ed25519","kty":"OKP","x":"${change.x}"},"enrolment":"${digest(tagged, "hex")}","type":"jobsheet/certificate/1"}`;
  const kid = digest(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`, "base64url");
  const head = `{"alg":"ES256","kid":"${kid}","typ":"jobsheet-certificate+jws"}`;
  const signed = [head, payload].map((part) => Buffer.from(part).toString("base64url")).join(".");
  const key = { key: statement.privateKey, dsaEncoding: "ieee-p1363" };
  const signature = sign("sha256", Buffer.from(signed), key).toString("base64url");
  const body = {
    code,
    change_key: change.x,
    statement_jwk: { kty, crv, x, y },
    certificate: `${signed}.${signature}`,
    custody: "software",
    device_name: "walked tablet",
    platform: "test",
  };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${base}/v1/enrol`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}
