// How a page looks: whether it is accessible, whether it fits a tablet, and a picture of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

export const DESKTOP = { width: 1440, height: 900 };
const TABLET = { width: 820, height: 1180 };

/** What can be asked of a page's looks. `folder` is where pictures go, when any are wanted. */
export async function looksAt(page, folder) {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  async function settled() {
    await page.locator(".ant-skeleton").first().waitFor({ state: "detached" });
    await page.evaluate(() => {
      // What turns for as long as something loads never finishes.
      const ends = (animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
      const ending = document.getAnimations().filter(ends);
      return Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
    });
  }

  /** No serious or critical violation of WCAG as far as axe can tell, once nothing fades in any more. */
  async function accessible(where) {
    await settled();
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return found
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(
          ({ id, impact, nodes }) =>
            `${impact} ${id}: ${nodes
              .slice(0, 3)
              .map(({ html }) => html.slice(0, 160))
              .join(" | ")}`,
        );
    });
    assert.deepEqual(violations, [], `accessibility of ${where}`);
  }

  /** On a tablet held upright nothing is wider than the screen. */
  async function onTablet(name) {
    await page.setViewportSize(TABLET);
    await settled();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await picture(`${name}-tablet`);
    await page.setViewportSize(DESKTOP);
    assert.ok(over <= 0, `${name} is ${over} pixels too wide for a tablet`);
  }

  async function picture(name) {
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  }

  return { settled, accessible, onTablet, picture };
}
