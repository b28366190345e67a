import { LOCALES, expect, signIn, test, words } from "./support.ts";

test("on paper the dashboard says of what day it is, and what can only be clicked is gone", async ({ page, sites }) => {
  await signIn(page, sites.real, sites.accounts.real);
  for (const locale of LOCALES) {
    await page.goto(`${sites.real}/${locale}/dashboard?phase=phase-1&as_of=2022-06-30`);
    const line = page.locator("main > * > .print-only");
    await expect(line).toBeHidden();
    await page.emulateMedia({ media: "print" });
    await expect(line).toBeVisible();
    await expect(line).toContainText("2022");
    for (const gone of ["nav.site-nav", "nav.lang", "form", ".menu-button", ".skip", ".chart summary"]) {
      for (const element of await page.locator(gone).all()) await expect(element, gone).toBeHidden();
    }
    for (const table of await page.locator(".chart table").all()) await expect(table).toBeVisible();
    await expect(page.locator(".sun")).toBeVisible();
    await page.emulateMedia({ media: "screen" });
  }
});

test("on paper an answer about a certificate keeps the answer and drops the form", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/ru/verify/${sites.codes.valid}`);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("ru", "verify.valid"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".facts")).toBeVisible();
  await expect(page.locator("form")).toBeHidden();
});

test("on paper a form that is a list keeps its rows and what stands in its fields", async ({ page, sites }) => {
  await signIn(page, sites.demo, sites.accounts.staff);
  await page.goto(`${sites.demo}/ru/staff/runs`);
  const code = (await page.locator('main a[href*="/staff/runs/NRC-04-"]').first().getAttribute("href"))?.split("/").at(4) ?? "";
  await page.emulateMedia({ media: "print" });
  // a sheet of paper is as narrow as a tablet, where the screen shows one meeting alone
  await page.setViewportSize({ width: 690, height: 900 });
  await page.goto(`${sites.demo}/ru/staff/runs/${code}/attendance`);
  await expect(page.locator(".att tbody tr").first()).toBeVisible();
  expect(await page.locator(".att thead th:visible").count()).toBe(await page.locator(".att thead th").count());
  await expect(page.locator("main button:visible")).toHaveCount(0);
  await page.goto(`${sites.demo}/ru/staff/runs/${code}/applications`);
  await expect(page.locator("main tbody tr").first()).toBeVisible();
  await expect(page.locator("main input:visible")).toHaveCount(0);
});
