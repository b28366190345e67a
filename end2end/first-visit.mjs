// What a first visit of a page costs on the wire: node first-visit.mjs URL
// Prints { total, resources: [{ url, bytes }] }; bytes are those of the answers, headers included, as compressed.
import { setTimeout as after } from "node:timers/promises";
import { chromium } from "@playwright/test";

const [address] = process.argv.slice(2);
if (!address) {
  console.error("usage: node first-visit.mjs URL");
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || undefined,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const page = await browser.newPage();
  const network = await page.context().newCDPSession(page);
  const urls = new Map();
  const resources = [];
  network.on("Network.responseReceived", ({ requestId, response }) => urls.set(requestId, response.url));
  const wasmCame = new Promise((resolve) => {
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const url = urls.get(requestId) ?? "";
      if (url.startsWith("http")) resources.push({ url: new URL(url).pathname, bytes: encodedDataLength });
      if (url.endsWith(".wasm")) resolve(true);
    });
  });
  await network.send("Network.enable");
  const answer = await page.goto(address, { waitUntil: "networkidle" });
  if (!answer?.ok()) throw new Error(`${address} answered ${answer?.status()}`);
  // the network is quiet, too, while a script that has come is read and has not asked for more yet
  // the check of certificates brings its wasm only when there is something to check
  if ((await answer.text()).includes("islands.js")) {
    const came = await Promise.race([wasmCame, after(30_000, false, { ref: false })]);
    if (!came) throw new Error(`${address} has a script and brought no wasm`);
  }
  const total = resources.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(JSON.stringify({ total, resources }));
} finally {
  await browser.close();
}
