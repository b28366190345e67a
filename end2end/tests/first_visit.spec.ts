import type { Page } from "@playwright/test";
import { LOCALES, expect, isRelease, test } from "./support.ts";

/** What a first visit may cost on the wire, in bytes: a page, and the one page with an island. */
const BUDGET = 80 * 1024;
const BUDGET_OF_ISLAND = 180 * 1024;

/**
 * Visits a page for the first time, until the network is quiet and a file with this ending is there: the paths that it
 * asked for, and the bytes that came.
 */
async function visit(page: Page, address: string, last = "") {
  const network = await page.context().newCDPSession(page);
  const paths = new Map<string, string>();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
  // the network is quiet, too, while a script that has come is read and has not asked for more yet
  const lastCame = new Promise<void>((resolve) => {
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      if (last && paths.get(requestId)?.endsWith(last)) resolve();
    });
  });
  await network.send("Network.enable");
  const answer = await page.goto(address, { waitUntil: "networkidle" });
  if (last) await lastCame;
  return { asked: [...paths.values()], bytes, html: (await answer?.text()) ?? "" };
}

for (const locale of LOCALES) {
  for (const path of ["", "/courses/NRC-09", "/sign-in", "/sign-up", "/privacy"]) {
    test(`a first visit of /${locale}${path} asks for no script, no wasm, and little else`, async ({ page, sites }) => {
      const { asked, bytes, html } = await visit(page, `${sites.demo}/${locale}${path}`);
      expect(asked.filter((name) => /\.(js|wasm)$/.test(name))).toEqual([]);
      expect(asked.filter((name) => name.endsWith(".css"))).toHaveLength(1);
      expect(html).not.toContain("<script");
      if (isRelease) expect(bytes).toBeLessThanOrEqual(BUDGET);
    });
  }

  test(`a first visit of the check in ${locale} brings its script, and no wasm before there is something to check`, async ({ page, sites }) => {
    const { asked, bytes } = await visit(page, `${sites.demo}/${locale}/verify`, "check.js");
    expect(asked.filter((name) => /\.(js|wasm)$/.test(name))).toHaveLength(1);
    if (isRelease) expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  test(`a first visit of the catalogue in ${locale} brings its island and no more`, async ({ page, sites }) => {
    const { asked, bytes } = await visit(page, `${sites.demo}/${locale}/courses`, ".wasm");
    expect(asked.filter((name) => name.endsWith(".wasm"))).toHaveLength(1);
    expect(asked.filter((name) => name.endsWith(".css"))).toHaveLength(1);
    if (isRelease) expect(bytes).toBeLessThanOrEqual(BUDGET_OF_ISLAND);
  });
}
