import type { Page } from "@playwright/test";
import { LOCALES, expect, signIn, test, words } from "./support.ts";

/** What has the focus, and whether one can see that it has. */
function focused(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {
      said: (element.getAttribute("aria-label") ?? element.textContent).trim(),
      inside: inside && box.width > 0 && box.height > 0,
      outlined,
      html: element.outerHTML.slice(0, 120),
    };
  });
}

test("the first key leads to the skip link, and that past the masthead", async ({ page, sites }) => {
  await signIn(page, sites.demo, sites.accounts.officer);
  for (const locale of LOCALES) {
    await page.goto(`${sites.demo}/${locale}/dashboard`);
    const skip = page.getByRole("link", { name: words(locale, "layout.skip") });
    await expect(skip).not.toBeInViewport();
    await page.keyboard.press("Tab");
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  }
});

test("the keyboard goes through the masthead in the order it is read", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/ru`);
  const order: (string | undefined)[] = [];
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press("Tab");
    order.push((await focused(page))?.said);
  }
  expect(order).toEqual([
    words("ru", "layout.skip"),
    words("ru", "layout.name") + words("ru", "layout.centre"),
    words("ru", "layout.courses"),
    words("ru", "layout.verify"),
    words("ru", "layout.sign_in"),
    "Қаз",
    "Рус",
    "Eng",
  ]);
});

const PAGES: [string, string][] = [
  ["home", "/kk"],
  ["the dashboard", "/kk/dashboard"],
  ["a list", "/kk/dashboard/certificates?region=KZ-71"],
  ["an error in the filter", "/kk/dashboard?as_of=x"],
  ["the check", "/kk/verify"],
  ["my courses", "/kk/my"],
  ["the profile", "/kk/my/profile"],
];

for (const [name, path] of PAGES) {
  test(`everything the keyboard reaches on ${name} is in sight and outlined`, async ({ page, sites }) => {
    await signIn(page, sites.demo, sites.accounts[name === "my courses" || name === "the profile" ? "trainee" : "officer"]);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${sites.demo}${path}`);
      const reached = new Set<string>();
      for (let step = 0; step < 150; step += 1) {
        await page.keyboard.press("Tab");
        const now = await focused(page);
        if (!now) break;
        // the parts of a day's field are the browser's own, and so is the ring round each
        if (reached.has(now.html)) continue;
        expect(now, `${now.html} at ${width} px`).toMatchObject({ inside: true, outlined: true });
        reached.add(now.html);
      }
      expect(reached.size).toBeGreaterThan(5);
    }
  });
}

test("on a phone the menu opens and closes by the keyboard", async ({ page, sites }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${sites.demo}/en`);
  const button = page.getByRole("button", { name: words("en", "layout.menu") });
  const menu = page.getByRole("navigation", { name: words("en", "layout.main_menu") });
  await expect(menu).toBeHidden();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(menu.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${sites.demo}/en/verify`);
});

test("a certificate is checked by the keyboard alone", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/en/verify`);
  const field = page.getByLabel(words("en", "ui.check_code"));
  for (let step = 0; step < 20 && !(await field.evaluate((input) => input === document.activeElement)); step += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(sites.codes.valid ?? "");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("en", "verify.valid"));
});

/** Presses Tab until something of this kind has the focus. */
async function tabTo(page: Page, selector: string) {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`the keyboard does not come to ${selector}`);
}

test("a registrar decides, marks, and looks at the results by the keyboard alone", async ({ alone, page, sites }) => {
  await signIn(page, alone, sites.accounts.staff);
  await page.goto(`${alone}/en/staff`);
  await tabTo(page, "main a[href*='/staff/runs/NRC-12']");
  await page.keyboard.press("Enter");
  await page.waitForURL(/applications/);
  for (const choice of [0, 1]) {
    await tabTo(page, "input[name=enrollment]");
    await page.keyboard.press("Space");
    await expect(page.locator("input[name=enrollment]").nth(choice)).toBeChecked();
  }
  await tabTo(page, "button[value=confirm]");
  await page.keyboard.press("Enter");
  await expect(page.locator("main form h2")).toHaveText(words("en", "enrollments.confirm_people_other", { count: "2" }));
  await tabTo(page, "main form button[name=action]");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").first()).toHaveText(words("en", "enrollments.done_confirmed_other", { count: "2" }));
  // from tab to tab of the same run
  for (const tab of ["attendance", "results", "close", "certificates"]) {
    await tabTo(page, `.tabs a[href$='/${tab}']`);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/${tab}$`));
  }
});
