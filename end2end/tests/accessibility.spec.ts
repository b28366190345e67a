import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { SignIn, Sites } from "../servers.ts";
import { openRun } from "./people.ts";
import { LOCALES, expect, overflow, signIn, test } from "./support.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCHEMES = ["light", "dark"] as const;

interface Look {
  scheme: (typeof SCHEMES)[number];
  width: number;
}

const EVERY_LOOK: Look[] = [320, 390, 1440].flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));
const PHONE_AND_DESK: Look[] = [390, 1440].flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));
// Pages made of the same parts need no more than the extremes.
const EXTREMES: Look[] = [{ scheme: "light", width: 320 }, { scheme: "dark", width: 1440 }];

/** Who must be signed in to see a page, by its site and what follows the language. */
function reader({ real, demo, accounts }: Sites, address: string): SignIn | undefined {
  const { origin, pathname } = new URL(address);
  const path = pathname.replace(/^\/\w+/, "");
  if (path.startsWith("/dashboard")) return origin === new URL(real).origin ? accounts.real : accounts.officer;
  if (origin !== new URL(demo).origin) return undefined;
  if (path.startsWith("/admin")) return accounts.administrator;
  return path.startsWith("/my") ? accounts.trainee : undefined;
}

const PAGES: [name: string, address: (sites: Sites) => string, status: number, looks: Look[]][] = [
  ["home with runs", ({ demo }) => `${demo}/LANG`, 200, EVERY_LOOK],
  ["home of a reached target", ({ real }) => `${real}/LANG`, 200, EVERY_LOOK],
  ["the dashboard of phase 1", ({ real }) => `${real}/LANG/dashboard?phase=phase-1`, 200, EVERY_LOOK],
  ["the dashboard of the demonstration", ({ demo }) => `${demo}/LANG/dashboard`, 200, EVERY_LOOK],
  ["a narrowed dashboard", ({ real }) => `${real}/LANG/dashboard?phase=phase-1&region=KZ-71&sex=female`, 200, EXTREMES],
  ["a dashboard before the first day", ({ real }) => `${real}/LANG/dashboard?phase=phase-1&as_of=2021-01-01`, 200, EXTREMES],
  ["a list", ({ real }) => `${real}/LANG/dashboard/certificates?phase=phase-1&page=2`, 200, EXTREMES],
  ["a list with a filter", ({ demo }) => `${demo}/LANG/dashboard/certificates?sex=male&all=1`, 200, EXTREMES],
  ["an empty list", ({ real }) => `${real}/LANG/dashboard/certificates?phase=phase-1&month=2023-01`, 200, EXTREMES],
  ["a wrong filter", ({ real }) => `${real}/LANG/dashboard?as_of=x&region=y`, 422, EXTREMES],
  ["the catalogue", ({ demo }) => `${demo}/LANG/courses`, 200, PHONE_AND_DESK],
  ["a narrowed catalogue", ({ demo }) => `${demo}/LANG/courses?q=a&format=online&open=1`, 200, EXTREMES],
  ["a catalogue with nothing in it", ({ demo }) => `${demo}/LANG/courses?q=zzzz`, 200, EXTREMES],
  ["a course", ({ demo }) => `${demo}/LANG/courses/NRC-09`, 200, PHONE_AND_DESK],
  ["a course without runs", ({ demo }) => `${demo}/LANG/courses/NRC-03`, 200, EXTREMES],
  ["sign-up", ({ demo }) => `${demo}/LANG/sign-up`, 200, PHONE_AND_DESK],
  ["a sent letter", ({ demo }) => `${demo}/LANG/sign-up?done=sent`, 200, EXTREMES],
  ["a link that is over", ({ demo }) => `${demo}/LANG/sign-up/confirm?token=0`, 200, EXTREMES],
  ["sign-in", ({ demo }) => `${demo}/LANG/sign-in`, 200, PHONE_AND_DESK],
  ["sign-out", ({ demo }) => `${demo}/LANG/sign-out`, 200, EXTREMES],
  ["a reset", ({ demo }) => `${demo}/LANG/reset-password`, 200, PHONE_AND_DESK],
  ["my courses", ({ demo }) => `${demo}/LANG/my`, 200, PHONE_AND_DESK],
  ["the profile", ({ demo }) => `${demo}/LANG/my/profile`, 200, PHONE_AND_DESK],
  ["security", ({ demo }) => `${demo}/LANG/my/security`, 200, PHONE_AND_DESK],
  ["my data", ({ demo }) => `${demo}/LANG/my/data`, 200, PHONE_AND_DESK],
  ["the transcript", ({ demo }) => `${demo}/LANG/my/transcript`, 200, PHONE_AND_DESK],
  ["personal data", ({ demo }) => `${demo}/LANG/privacy`, 200, PHONE_AND_DESK],
  ["the mailbox", ({ demo }) => `${demo}/LANG/demo/mail`, 200, PHONE_AND_DESK],
  ["the settings", ({ demo }) => `${demo}/LANG/admin/settings`, 200, PHONE_AND_DESK],
  ["the check", ({ demo }) => `${demo}/LANG/verify`, 200, EXTREMES],
  ["a valid certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.valid}`, 200, EXTREMES],
  ["an expired certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.expired}`, 200, EXTREMES],
  ["a revoked certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.revoked}`, 200, EXTREMES],
  ["a replaced certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.replaced}`, 200, EXTREMES],
  ["an unknown code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.unknown}`, 404, EXTREMES],
  ["a mistyped code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.mistyped}`, 422, EXTREMES],
  ["a page that does not exist", ({ demo }) => `${demo}/LANG/no-such-page`, 404, EXTREMES],
];

/** What axe finds, in lines that say where. */
async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${help}. ${failureSummary ?? ""}`),
  );
}

/** Looks at a page in these ways; what is folded is looked at as well. */
async function look(page: Page, looks: Look[]) {
  await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
  for (const { scheme, width } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await findings(page), `${scheme}, ${width} px`).toEqual([]);
    expect.soft(await overflow(page), `pixels beyond the edge, ${width} px`).toBe(0);
  }
}

/** Sends the form of a page as it stands, and looks at what comes back. */
async function sendBack(page: Page) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator('main form[method="post"] button:not(.link)').first().click();
  expect((await answered).status(), page.url()).toBe(422);
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, EXTREMES);
}

for (const locale of LOCALES) {
  test(`axe finds nothing on a run and the way into it in ${locale}`, async ({ page, sites }) => {
    const run = `${sites.demo}/${locale}/runs/${await openRun(page.request, sites.demo, "NRC-09")}`;
    await page.goto(run);
    await look(page, PHONE_AND_DESK);
    await signIn(page, sites.demo, sites.accounts.trainee);
    for (const path of ["", "/withdraw", "/enroll"]) {
      await page.goto(`${run}${path}`);
      await look(page, EXTREMES);
    }
  });

  test(`axe finds nothing on forms that came back with what is wrong in ${locale}`, async ({ page, sites }) => {
    // five forms, each looked at twice
    test.slow();
    await page.goto(`${sites.demo}/${locale}/sign-up`);
    await sendBack(page);
    await page.goto(`${sites.demo}/${locale}/sign-in`);
    await sendBack(page);
    await signIn(page, sites.demo, sites.accounts.trainee);
    await page.goto(`${sites.demo}/${locale}/my/profile`);
    for (const name of ["surname", "given_name", "birth_date"]) await page.locator(`#${name}`).fill("");
    await page.locator("#iin").fill("123");
    await sendBack(page);
    await page.goto(`${sites.demo}/${locale}/my/security`);
    await sendBack(page);
    await page.goto(`${sites.demo}/${locale}/my/data`);
    await sendBack(page);
  });

  for (const [name, address, status, looks] of PAGES) {
    test(`axe finds nothing on ${name} in ${locale}, and nothing stands beyond its edge`, async ({ page, sites }) => {
      const target = address(sites).replace("LANG", locale);
      const who = reader(sites, target);
      if (who) await signIn(page, new URL(target).origin, who);
      const answer = await page.goto(target);
      expect(answer?.status()).toBe(status);
      await look(page, looks);
    });
  }
}

test("axe finds nothing on the open menu of a phone", async ({ page, sites }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await signIn(page, sites.demo, sites.accounts.officer);
  for (const path of ["/kk", "/kk/dashboard"]) {
    await page.goto(`${sites.demo}${path}`);
    await page.locator(".menu-button").click();
    await expect(page.locator(".site-nav")).toBeVisible();
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      expect.soft(await findings(page), `${path}, ${scheme}`).toEqual([]);
    }
  }
});
