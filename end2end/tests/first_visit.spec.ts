import { LOCALES, expect, test } from "./support.ts";

const BUDGET = 80 * 1024;

for (const locale of LOCALES) {
  test(`a first visit of home in ${locale} asks for no script, no wasm, and little else`, async ({ page, sites }) => {
    const network = await page.context().newCDPSession(page);
    const paths = new Map<string, string>();
    let bytes = 0;
    network.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await network.send("Network.enable");
    const answer = await page.goto(`${sites.demo}/${locale}`, { waitUntil: "networkidle" });
    const asked = [...paths.values()];
    expect(asked.filter((path) => /\.(js|wasm)$/.test(path))).toEqual([]);
    expect(asked.filter((path) => path.endsWith(".css"))).toHaveLength(1);
    expect(await answer?.text()).not.toContain("<script");
    // a debug build sends its files as they are
    if (process.env.MAMAN_RELEASE === "1") expect(bytes).toBeLessThanOrEqual(BUDGET);
  });
}
