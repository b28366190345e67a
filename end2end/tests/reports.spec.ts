// What goes out: editions and their files, the public figures, and what is ahead.
import type { Page } from "@playwright/test";
import { EXPECTED, LOCALES, expect, numberIn, signIn, test, words } from "./support.ts";

/** Drops a file onto the form; it is known again without a press of the button. */
async function dropped(page: Page, bytes: Buffer, name: string) {
  const files = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    return transfer;
  }, bytes.toString("utf8"));
  await page.dispatchEvent("form.drop", "drop", { dataTransfer: files });
  await expect(page.locator(".answer--ok, .answer--old")).toContainText(name);
}

/** Regions with people trained in them. */
const REGIONS = Object.entries(EXPECTED.phase_1.by_region).filter(([code, count]) => code.startsWith("KZ-") && count > 0);

for (const [place, locale] of LOCALES.entries()) {
  test(`a view is fixed, its file is known again, and the next edition tells what came, in ${locale}`, async ({ page, sites }, info) => {
    await signIn(page, sites.real, sites.accounts.real);
    // each journey has a region of its own, so that none follows the edition of another
    const [region] = REGIONS[place * 2 + Number(info.project.name.includes("without"))] ?? ["KZ-71"];
    const fix = async (asOf: string, title: string) => {
      await page.goto(`${sites.real}/${locale}/dashboard?phase=phase-1&as_of=${asOf}&region=${region}`);
      const trained = await numberIn(page.locator(".sun__n"));
      await page.getByRole("link", { name: words(locale, "dashboard.fix") }).click();
      // without a title it comes back with what was typed
      await page.getByLabel(words(locale, "reports.note")).fill("a note");
      await page.locator("button[value=fix]").click();
      await expect(page.locator("#title")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel(words(locale, "reports.note"))).toHaveValue("a note");
      await page.locator("#title").fill(title);
      await page.locator("button[value=fix]").click();
      await expect(page).toHaveURL(/\/dashboard\/editions\/\d+$/);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
      expect(await numberIn(page.locator(".big-n b"))).toBe(trained);
      return trained;
    };
    const then = await fix("2022-03-31", "I");
    await expect(page.getByText(words(locale, "reports.recon_first"))).toBeVisible();
    const now = await fix("2022-12-31", "II");
    const sums = page.locator(".recon .sum .num");
    expect([await numberIn(sums.first()), await numberIn(sums.last())]).toEqual([then, now]);

    const href = await page.locator(`.files a[href$=".${locale}.csv"]`).getAttribute("href");
    const file = await page.request.get(`${sites.real}${href}`);
    const bytes = await file.body();
    const separator = locale === "en" ? "," : ";";
    expect(Number(bytes.toString("utf8").split("\n")[1]?.split(separator)[3])).toBe(now);
    await page.goto(`${sites.real}/${locale}/dashboard/editions`);
    // with scripts the file is read here, and nothing but its fingerprint is sent
    const sent: string[] = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    const isReadHere = !info.project.name.includes("without");
    const here = page.getByText(words(locale, "reports.check_here"));
    if (isReadHere) await expect(here).toBeVisible();
    else await expect(here).toBeHidden();
    const check = async (buffer: Buffer) => {
      await page.setInputFiles("#file", { name: "report.csv", mimeType: "text/csv", buffer });
      await page.locator("button[value=check]").click();
    };
    await check(bytes);
    await expect(page.locator(".answer--ok, .answer--old")).toContainText(`.${locale}.csv`);
    await check(Buffer.concat([bytes, Buffer.from(" ")]));
    await expect(page.locator(".answer--bad")).toContainText(words(locale, "reports.not_given_out"));
    expect(sent.length).toBe(isReadHere ? 0 : 2);
    if (isReadHere) await dropped(page, bytes, `.${locale}.csv`);
  });
}

for (const locale of LOCALES) {
  test(`the public figures show no small number in ${locale}`, async ({ page, sites }) => {
    await page.goto(`${sites.demo}/${locale}/figures`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "figures.title"));
    const cells = await page.locator("td.num, td.val").allInnerTexts();
    expect(cells.length).toBeGreaterThan(30);
    const small = cells.map((cell) => Number(cell.replace(/\s/g, ""))).filter((count) => count >= 1 && count <= 4);
    expect(small).toEqual([]);
    const table = await (await page.request.get(`${sites.demo}/${locale}/figures.csv`)).text();
    const counts = table.trim().split("\n").slice(1).map((line) => Number(line.trim().split(locale === "en" ? "," : ";").at(-1)));
    expect(counts.filter((count) => count >= 1 && count <= 4)).toEqual([]);
  });

  test(`the dashboard says what is ahead in ${locale}`, async ({ page, sites }) => {
    await signIn(page, sites.demo, sites.accounts.officer);
    await page.goto(`${sites.demo}/${locale}/dashboard`);
    await expect(page.locator(".plot .band")).toHaveCount(1);
    const steps = await page.locator("#funnel .funnel a").allInnerTexts();
    const counts = steps.map((step) => Number(step.replace(/\s/g, "")));
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    await page.locator("#funnel .funnel a").first().click();
    const sums = await page.locator("tfoot").first().locator("td.num").allInnerTexts();
    expect(sums.slice(1, 5).map((sum) => Number(sum.replace(/\s/g, "")))).toEqual(counts);
    const answer = await page.request.get(`${sites.demo}/${locale}/dashboard/charts/region.svg`);
    expect(answer.headers()["content-type"]).toBe("image/svg+xml");
    expect(await answer.text()).toContain("</svg>");
  });
}
