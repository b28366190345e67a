import type { Page } from "@playwright/test";
import { LOCALES, expect, test } from "./support.ts";

/** What a first visit may cost on the wire, in bytes: a page, and the one page with an island. */
const BUDGET = 80 * 1024;
const BUDGET_OF_ISLAND = 180 * 1024;

/** Visits a page for the first time: the paths it asked for, and the bytes that came. */
async function visit(page: Page, address: string) {
  const network = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
  network.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await network.send("Network.enable");
  const answer = await page.goto(address, { waitUntil: "networkidle" });
  return { asked: [...paths.values()], bytes: () => bytes, html: (await answer?.text()) ?? "" };
}

// a debug build sends its files as they are
const isRelease = process.env.MAMAN_RELEASE === "1";

for (const locale of LOCALES) {
  for (const path of ["", "/courses/NRC-09", "/verify", "/sign-in", "/sign-up", "/privacy"]) {
    test(`a first visit of /${locale}${path} asks for no script, no wasm, and little else`, async ({ page, sites }) => {
      const { asked, bytes, html } = await visit(page, `${sites.demo}/${locale}${path}`);
      expect(asked.filter((name) => /\.(js|wasm)$/.test(name))).toEqual([]);
      expect(asked.filter((name) => name.endsWith(".css"))).toHaveLength(1);
      expect(html).not.toContain("<script");
      if (isRelease) expect(bytes()).toBeLessThanOrEqual(BUDGET);
    });
  }

  test(`a first visit of the catalogue in ${locale} brings its island and no more`, async ({ page, sites }) => {
    const { asked, bytes } = await visit(page, `${sites.demo}/${locale}/courses`);
    expect(asked.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
    expect(asked.filter((name) => name.endsWith(".css"))).toHaveLength(1);
    if (isRelease) expect(bytes()).toBeLessThanOrEqual(BUDGET_OF_ISLAND);
  });
}
