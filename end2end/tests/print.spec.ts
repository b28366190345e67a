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
