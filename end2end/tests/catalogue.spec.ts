// Search in the catalogue: by the button everywhere, and while somebody types where there is JavaScript.
import type { Page } from "@playwright/test";
import { LOCALES, expect, test, words } from "./support.ts";

/** What is typed, and the beginning of a word that it must find in the title or the words of each course. */
const TYPED = "психосоц";

/** Waits until the island has taken up the page: a module that is asked for once more is there when its work is done. */
async function islandLives(page: Page) {
  await page.locator('script[type="module"]').evaluate(async (script) => {
    await import((script as HTMLScriptElement).src);
  });
}

for (const locale of LOCALES) {
  test(`the button searches, and the address can be kept, in ${locale}`, async ({ page, sites }) => {
    await page.goto(`${sites.demo}/${locale}/courses`);
    const courses = page.locator("#results article.course");
    const all = await courses.count();
    await page.locator("#q").fill(TYPED);
    // the page that the button leads to, and not the list that the island shows meanwhile
    const opened = page.waitForEvent("domcontentloaded");
    await page.getByRole("button", { name: words(locale, "courses.search"), exact: true }).click();
    await opened;
    expect(new URL(page.url()).searchParams.get("q")).toBe(TYPED);
    await expect(page.locator("#chips .chip")).toHaveCount(1);
    const found = await courses.count();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);
    await page.reload();
    await expect(page.locator("#q")).toHaveValue(TYPED);
    await expect(courses).toHaveCount(found);
    await page.locator("#chips .chip").click();
    await expect(courses).toHaveCount(all);
  });

  test(`the list follows while somebody types, in ${locale}`, async ({ page, sites, javaScriptEnabled }) => {
    test.skip(javaScriptEnabled === false, "nothing follows without JavaScript: the button searches");
    await page.goto(`${sites.demo}/${locale}/courses`);
    const courses = page.locator("#results article.course");
    const all = await courses.count();
    await page.evaluate(() => document.body.setAttribute("data-before", "typing"));
    await islandLives(page);
    // on a slow machine its first letters may be answered by themselves before
    const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get("q") === TYPED);
    await page.locator("#q").pressSequentially(TYPED);
    expect((await answered).status()).toBe(200);
    // the address follows last, when the list is there
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(TYPED);
    await expect(page.locator("#chips .chip")).toHaveCount(1);
    expect(await courses.count()).toBeGreaterThan(0);
    expect(await courses.count()).toBeLessThan(all);
    await expect(page.locator("#q")).toBeFocused();
    await expect(page.locator("body")).toHaveAttribute("data-before", "typing");
  });
}
