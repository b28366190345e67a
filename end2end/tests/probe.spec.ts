import type { Page } from "@playwright/test";
import type { Sites } from "../servers.ts";
import { openRun } from "./people.ts";
import { probe } from "./probe.ts";
import { LOCALES, type Locale, expect, overflow, signIn, test } from "./support.ts";
import { OVER, PAGES, reader, visitOthers } from "./visits.ts";

const WIDTHS = [1440, 1024, 768, 390, 320];
/** An A4 page within the margins of `style/print.css`, in pixels. */
const PAPER = 688;

/** Looks at the page at every width and on paper; it is loaded once. */
async function look(page: Page) {
  await page.waitForLoadState();
  await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
  const { pathname, search } = new URL(page.url());
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const how = `${pathname}${search} at ${width} px`;
    expect.soft(await probe(page), how).toEqual([]);
    expect.soft(await overflow(page), `pixels beyond the edge: ${how}`).toBe(0);
  }
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: PAPER, height: 900 });
  expect.soft(await probe(page), `${pathname}${search} on paper`).toEqual([]);
  expect.soft(await overflow(page), `pixels beyond the edge: ${pathname}${search} on paper`).toBe(0);
  await page.emulateMedia({ media: "screen" });
}

/** The runs of the story by what a reader finds there: open, full, over, and for the trainee an offer and a place. */
async function runs(page: Page, { demo }: Sites): Promise<string[]> {
  const courses = ["NRC-01", "NRC-02", "NRC-05", "NRC-09", "NRC-12"];
  return [OVER, ...(await Promise.all(courses.map((course) => openRun(page.request, demo, course))))];
}

/** Sends the form of a page empty, and looks at what comes back. */
async function lookAtErrors(page: Page) {
  await page.locator("main form[method=post] input[type=text]").evaluateAll((all) => {
    for (const one of all) (one as HTMLInputElement).value = "";
  });
  const opened = page.waitForEvent("load");
  await page.locator('main form[method="post"] button:not(.link)').first().click();
  await opened;
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page);
}

async function visit(page: Page, sites: Sites, locale: Locale, isSignedIn: boolean) {
  for (const [name, address, status] of PAGES) {
    const target = address(sites).replace("LANG", locale);
    const who = reader(sites, target);
    // the gallery shows parts in states and widths that no page has
    if ((who !== undefined) !== isSignedIn || name === "every part") continue;
    if (who) await signIn(page, new URL(target).origin, who);
    const answer = await page.goto(target);
    expect(answer?.status(), target).toBe(status);
    await look(page);
  }
}

for (const locale of LOCALES) {
  test(`no text crosses another, breaks in a word or is cut for anybody in ${locale}`, async ({ page, sites }) => {
    test.slow();
    await visit(page, sites, locale, false);
    for (const run of await runs(page, sites)) {
      await page.goto(`${sites.demo}/${locale}/runs/${run}`);
      await look(page);
    }
    await page.goto(`${sites.demo}/${locale}/sign-up`);
    await lookAtErrors(page);
  });

  test(`no text crosses another, breaks in a word or is cut for those who are signed in, in ${locale}`, async ({ page, sites }) => {
    test.slow();
    await visit(page, sites, locale, true);
    await signIn(page, sites.demo, sites.accounts.trainee);
    const [, , , offered, confirmed] = await runs(page, sites);
    for (const path of [`${offered}`, `${offered}/accept`, `${confirmed}`, `${confirmed}/withdraw`]) {
      await page.goto(`${sites.demo}/${locale}/runs/${path}`);
      await look(page);
    }
    await page.goto(`${sites.demo}/${locale}/my/profile`);
    await lookAtErrors(page);
  });

  test(`no text crosses another, breaks in a word or is cut on any other page in ${locale}`, async ({ page, sites }) => {
    test.slow();
    await visitOthers(page, sites, locale, () => look(page));
  });
}
