// Search in the catalogue: by the button everywhere, and while somebody types where there is JavaScript.
import { LOCALES, expect, test, words } from "./support.ts";

/** What is typed, and the beginning of a word that it must find in the title or the words of each course. */
const TYPED = "психосоц";

for (const locale of LOCALES) {
  test(`the button searches, and the address can be kept, in ${locale}`, async ({ page, sites }) => {
    await page.goto(`${sites.demo}/${locale}/courses`);
    const courses = page.locator("#results article.course");
    const all = await courses.count();
    await page.locator("#q").fill(TYPED);
    await page.getByRole("button", { name: words(locale, "courses.search"), exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(TYPED);
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
    // the island takes up the page a moment after it is there
    await expect(async () => {
      await page.locator("#q").fill("");
      await page.locator("#q").pressSequentially(TYPED);
      await expect(page.locator("#chips .chip")).toHaveCount(1, { timeout: 2_000 });
    }).toPass();
    await expect.poll(() => courses.count()).toBeLessThan(all);
    expect(await courses.count()).toBeGreaterThan(0);
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(TYPED);
    await expect(page.locator("#q")).toBeFocused();
    await expect(page.locator("body")).toHaveAttribute("data-before", "typing");
  });
}
