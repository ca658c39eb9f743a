// The walk of somebody without an account: evidence as it was exported, and with one byte changed.
import assert from "node:assert/strict";

/** Evidence of an order, exported by whoever is logged in. */
export async function exported({ page, base }, order) {
  const answer = await page.request.get(`${base}/api${order}/evidence`);
  assert.equal(answer.headers()["content-type"], "application/vnd.jobsheet.evidence+zip");
  return answer.body();
}

export async function verifyWalk({ page, base, accessible, picture }, evidence) {
  await page.goto(base);
  await page.getByRole("link", { name: "Check evidence" }).click();
  await page.getByRole("heading", { name: "Check evidence" }).waitFor();
  await accessible("verify");
  await check(page, evidence, "Intact, origin proved");
  await accessible("verified");
  await picture("verified");
  const altered = Buffer.from(evidence);
  altered[altered.length >> 1] ^= 1;
  await check(page, altered, "Broken");
  await picture("verified-altered");
}

async function check(page, evidence, verdict) {
  const file = { name: "evidence.zip", mimeType: "application/zip", buffer: evidence };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("status").filter({ hasText: verdict }).waitFor();
}
