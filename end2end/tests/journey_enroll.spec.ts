// From sign-up to a place, to the waiting list and out again, on a phone.
import type { Page } from "@playwright/test";
import { type Person, enroll, fillProfile, join, openRun, signUp, somebody } from "./people.ts";
import { LOCALES, expect, test, words } from "./support.ts";

test.use({ viewport: { width: 390, height: 844 } });

/** A course whose places are given to whoever comes first, with some left. */
const COURSE = "NRC-09";

/** Every field of the page that somebody could type into. */
function fields(page: Page): Promise<string[]> {
  const typed = page.locator('main form[method="post"]').locator('input:not([type="hidden"]), select');
  return typed.evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLInputElement).name))]);
}

for (const locale of LOCALES) {
  test(`from sign-up to a confirmed place nothing is typed twice, in ${locale}`, async ({ page, sites }) => {
    const person = somebody();
    await signUp(page, sites.demo, locale, person);
    await expect(page.getByRole("status")).toContainText(words(locale, "my.done_account_made"));
    await page.getByRole("main").getByRole("link", { name: words(locale, "my.to_courses") }).click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/courses`);
    await page.locator(`main a[href="/${locale}/courses/${COURSE}"]`).click();
    await page.locator('main a.btn--go[href$="/enroll"]').first().click();
    const asked = await fields(page);
    expect(asked).toContain("surname");
    expect(asked).not.toContain("email");
    expect(asked).not.toContain("password");
    // seven answers beside the consents; the rest waits in the profile
    expect(asked.filter((name) => !name.startsWith("consent_"))).toHaveLength(7);
    await fillProfile(page, person);
    await page.locator("main button.btn--go").click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my`);
    await expect(page.getByRole("status")).toContainText(words(locale, "my.done_confirmed"));
    await expect(page.getByText(words(locale, "ui.confirmed")).first()).toBeVisible();
    // the next run asks for nothing that is known
    await page.goto(`${sites.demo}/${locale}/runs/${await openRun(page.request, sites.demo, "NRC-12")}/enroll`);
    await expect(page.getByText(person.surname).first()).toBeVisible();
    expect(await fields(page)).toEqual([]);
  });

  test(`a visitor who wants a place comes back to it after signing up, in ${locale}`, async ({ page, sites }) => {
    const person = somebody();
    const run = await openRun(page.request, sites.demo, COURSE);
    const address = `${sites.demo}/${locale}/runs/${run}`;
    await page.goto(address);
    await page.locator('main a.btn--go[href$="/enroll"]').click();
    expect(new URL(page.url()).pathname).toBe(`/${locale}/sign-in`);
    await page.locator("#new_email").fill(person.email);
    await page.locator("#new_password").fill(person.password);
    await page.getByRole("button", { name: words(locale, "accounts.go_on") }).click();
    await page.goto(`${sites.demo}/${locale}/demo/mail`);
    const letter = page.locator("main li.panel", { hasText: person.email }).first();
    await letter.locator("summary").click();
    await letter.locator('a[href*="/sign-up/confirm"]').click();
    await page.getByRole("button", { name: words(locale, "accounts.confirm_button") }).click();
    await expect(page).toHaveURL(`${address}/enroll`);
    await expect(page.locator("#surname")).toBeVisible();
  });

  test(`whoever withdraws is told what is lost and what is left, in ${locale}`, async ({ page, sites }) => {
    const person = somebody();
    await join(page.request, sites.demo, locale, person);
    const run = await openRun(page.request, sites.demo, COURSE);
    expect(await enroll(page.request, sites.demo, locale, run, person)).toBe("confirmed");
    await page.goto(`${sites.demo}/${locale}/my`);
    await page.locator(`main a[href$="/runs/${run}/withdraw"]`).first().click();
    await expect(page.getByText(words(locale, "enrollments.frees_place"))).toBeVisible();
    await page.locator("main button.btn--bad").click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my`);
    await expect(page.getByRole("status")).toContainText(words(locale, "my.done_withdrawn"));
    await expect(page.locator("main .badge").first()).toHaveText(words(locale, "enrollments.withdrawn"));
    // the same button again, as after a step back, changes nothing
    await page.goto(`${sites.demo}/${locale}/runs/${run}/withdraw`);
    await expect(page.locator("main button.btn--bad")).toHaveCount(0);
    await page.getByRole("link", { name: words(locale, "layout.my"), exact: true }).last().click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my`);
  });

  test(`a full run has a waiting list, and a place given up goes to the first in it, in ${locale}`, async ({ alone, page, playwright }) => {
    const run = await openRun(page.request, alone, COURSE);
    // somebody whom no browser need show
    const come = async (person: Person) => {
      const request = await playwright.request.newContext();
      await join(request, alone, locale, person);
      return { request, came: await enroll(request, alone, locale, run, person) };
    };
    const owner = await come(somebody());
    expect(owner.came).toBe("confirmed");
    for (let left = await placesLeft(page, alone, run); left > 0; left -= 1) {
      const { request, came } = await come(somebody());
      expect(came).toBe("confirmed");
      await request.dispose();
    }
    const next = somebody();
    await join(page.request, alone, locale, next);
    await page.goto(`${alone}/${locale}/runs/${run}/enroll`);
    await expect(page.locator("main button.btn--go")).toHaveText(words(locale, "ui.wait"));
    await fillProfile(page, next);
    await page.locator("main button.btn--go").click();
    await expect(page).toHaveURL(`${alone}/${locale}/my`);
    await expect(page.getByRole("status")).toContainText(words(locale, "my.done_waitlisted"));
    await expect(page.locator("main .badge").first()).toHaveText(words(locale, "ui.waitlisted_at", { place: "1", all: "1" }));
    const behind = await come(somebody());
    expect(behind.came).toBe("waitlisted");
    await page.goto(`${alone}/${locale}/my`);
    await expect(page.locator("main .badge").first()).toHaveText(words(locale, "ui.waitlisted_at", { place: "1", all: "2" }));
    const left = await owner.request.post(`${alone}/${locale}/runs/${run}/withdraw`, { maxRedirects: 0 });
    expect(left.status()).toBe(303);
    await page.goto(`${alone}/${locale}/my`);
    const offer = page.locator("article.offer");
    await expect(offer.locator(".badge")).toHaveText(words(locale, "ui.offered"));
    await offer.getByRole("button", { name: words(locale, "ui.accept_place") }).click();
    await expect(page).toHaveURL(`${alone}/${locale}/my`);
    await expect(page.getByRole("status")).toContainText(words(locale, "my.done_accepted"));
    await expect(page.locator("article.offer")).toHaveCount(0);
    await expect(page.locator("main .badge").first()).toHaveText(words(locale, "ui.confirmed"));
    // whoever stood behind them is the first now
    const theirs = await (await behind.request.get(`${alone}/${locale}/my`)).text();
    expect(theirs).toContain(words(locale, "ui.waitlisted_at", { place: "1", all: "1" }));
    await owner.request.dispose();
    await behind.request.dispose();
  });
}

/** The places that the page of a run says are left. */
async function placesLeft(page: Page, site: string, run: string): Promise<number> {
  await page.goto(`${site}/en/runs/${run}`);
  const said = (await page.locator("main aside").innerText()).match(/(\d+)\splaces?\s+left of/);
  return Number(said?.[1]);
}
