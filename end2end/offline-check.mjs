// What a check on the device costs: node offline-check.mjs URL PDF PICTURE
// URL is the page of the check, PDF a certificate, PICTURE that certificate as an image. Prints milliseconds, medians of
// ten with the network cut: { statement, picture, pdf }. The check of the statement alone is a part of the picture's.
import { chromium } from "@playwright/test";

const [address, pdf, picture] = process.argv.slice(2);
if (!picture) {
  console.error("usage: node offline-check.mjs URL PDF PICTURE");
  process.exit(2);
}

const TIMES = 10;
const median = (all) => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || undefined,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  const answer = page.locator("#scan-answers .answer");
  async function time(input, file) {
    await page.locator("#scan-answers").evaluate((answers) => answers.replaceChildren());
    const began = performance.now();
    await page.locator(input).setInputFiles(file);
    await answer.first().waitFor();
    return performance.now() - began;
  }
  // the first one brings the check; the others have no network
  await time("#scan-photo", picture);
  const words = await answer.first().locator("h2").textContent();
  await page.context().setOffline(true);
  await page.evaluate(() => performance.clearMeasures());
  const [pictures, pdfs] = [[], []];
  for (let turn = 0; turn < TIMES; turn += 1) pictures.push(await time("#scan-photo", picture));
  const statements = await page.evaluate(() => performance.getEntriesByName("check").map(({ duration }) => duration));
  if (statements.length !== TIMES) throw new Error(`no statement in ${picture}: ${words}`);
  for (let turn = 0; turn < TIMES; turn += 1) pdfs.push(await time("#scan-pdf", pdf));
  console.log(JSON.stringify({ statement: median(statements), picture: median(pictures), pdf: median(pdfs), words }));
} finally {
  await browser.close();
}
