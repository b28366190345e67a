// A run of 25 from its announcement to its certificates, as a registrar goes it by the pages.
import { request } from "@playwright/test";
import { LOCALES, type Locale, expect, sessionCookie, test, words } from "./support.ts";

const PEOPLE = 25;

/** A day so many days from now in Astana, as a form takes it. */
function day(ahead: number): string {
  const then = new Date(Date.now() + (5 * 60 + ahead * 24 * 60) * 60_000);
  const two = (number: number) => `${number}`.padStart(2, "0");
  return `${two(then.getUTCDate())}.${two(then.getUTCMonth() + 1)}.${then.getUTCFullYear()}`;
}

/** The figure of the programme as everybody may read it. */
async function trained(site: string): Promise<number> {
  const context = await request.newContext();
  const { trained } = (await (await context.get(`${site}/api/v1/progress`)).json()) as { trained: number };
  await context.dispose();
  return trained;
}

/** Sends the form of somebody who enrolls; they have a whole profile. */
async function enroll(site: string, locale: Locale, run: string, session: string) {
  const context = await request.newContext({ extraHTTPHeaders: { cookie: `__Host-session=${session}` } });
  const answer = await context.post(`${site}/${locale}/runs/${run}/enroll`, { form: {}, maxRedirects: 0 });
  expect(answer.status(), `enrolling in ${run}`).toBe(303);
  await context.dispose();
}

for (const locale of LOCALES) {
  test(`staff take a run of ${PEOPLE} from its announcement to its certificates, in ${locale}`, async ({ page, registry }) => {
    test.setTimeout(180_000);
    const { site, sessions } = registry;
    const [staff = "", ...trainees] = sessions;
    await page.context().addCookies([sessionCookie(site, staff)]);
    const before = await trained(site);
    const status = page.getByRole("status").first();

    // the announcement: two evenings from tomorrow on, made by one sentence
    await page.goto(`${site}/${locale}/staff/runs/new?course=NRC-05`);
    const run = "NRC-05-JOURNEY";
    await page.locator("#code").fill(run);
    await page.locator("#language").selectOption("kk");
    for (const [name, value] of [["starts_on", day(1)], ["ends_on", day(2)], ["enroll_until", day(0)], ["capacity", `${PEOPLE}`]]) {
      await page.locator(`#${name}`).fill(value ?? "");
    }
    await page.locator("input[name=admission][value=selection]").check();
    for (const box of await page.locator("input[name=generate_on]").all()) await box.check();
    for (const [name, value] of [["from", "09:00"], ["to", "18:00"], ["first", day(1)], ["times", "2"]]) {
      await page.locator(`#generate_${name}`).fill(value ?? "");
    }
    await page.locator("button[value=generate]").click();
    await expect(page.locator("input[name=meeting_on]")).toHaveCount(2);
    await page.locator("button[value=publish]").click();
    await expect(page).toHaveURL(`${site}/${locale}/staff/runs/${run}/edit`);

    // one more applies than there are seats
    for (const trainee of trainees.slice(0, PEOPLE + 1)) await enroll(site, locale, run, trainee);
    const applications = `${site}/${locale}/staff/runs/${run}/applications`;
    await page.goto(applications);
    await expect(page.locator("input[name=enrollment]")).toHaveCount(PEOPLE + 1);
    for (const box of await page.locator("input[name=enrollment]").all()) await box.check();
    await page.locator("button[value=confirm]").click();
    await page.locator("main form button[name=action]").first().click();
    await expect(page.getByRole("alert").or(page.locator(".notice--bad, .errors, .summary")).first()).toBeVisible();
    await page.goto(applications);
    for (const box of (await page.locator("input[name=enrollment]").all()).slice(0, PEOPLE)) await box.check();
    await page.locator("button[value=confirm]").click();
    await page.locator("main form button[name=action]").first().click();
    await expect(status).toHaveText(words(locale, `enrollments.done_confirmed_${locale === "ru" ? "many" : "other"}`, { count: `${PEOPLE}` }));

    // the days are moved to today, so that the run can end within this test
    await page.goto(`${site}/${locale}/staff/runs/${run}/edit`);
    for (const [name, value] of [["starts_on", day(0)], ["ends_on", day(0)], ["enroll_until", day(-1)]]) {
      await page.locator(`#${name}`).fill(value ?? "");
    }
    const rows = page.locator("input[name=meeting_on]");
    for (const [nth, [from, to]] of [["06:00", "15:00"], ["15:00", "23:59"]].entries()) {
      await rows.nth(nth).fill(day(0));
      await page.locator("input[name=meeting_from]").nth(nth).fill(from ?? "");
      await page.locator("input[name=meeting_to]").nth(nth).fill(to ?? "");
    }
    await page.locator("main button[value=save]").last().click();
    await expect(status).toBeVisible();

    // everybody was there, and one missed half of it
    const attendance = `${site}/${locale}/staff/runs/${run}/attendance`;
    for (const meeting of [1, 2]) {
      await page.goto(`${attendance}?meeting=${meeting}`);
      await page.locator("button[name=all_present]").click();
      await expect(status).toBeVisible();
    }
    await page.goto(`${attendance}?meeting=2`);
    await page.locator("select.mark").nth(1).selectOption("absent");
    await page.locator("main form[method=post] button:not([name])").last().click();
    await expect(page.locator("select.mark").nth(1)).toHaveValue("absent");

    // the scores
    await page.goto(`${site}/${locale}/staff/runs/${run}/results`);
    const scores = page.locator("input[name^='score.']");
    await expect(scores).toHaveCount(PEOPLE);
    for (const score of await scores.all()) await score.fill("88");
    await page.locator("main form:has(input[name^='score.']) button").last().click();
    await expect(status).toBeVisible();

    // closing by the rule: all but one have completed it
    await page.goto(`${site}/${locale}/staff/runs/${run}/close`);
    await page.locator("button[value=close]").click();
    await expect(status).toBeVisible();

    // the certificates, and the figure
    const certificates = `${site}/${locale}/staff/runs/${run}/certificates`;
    await page.goto(certificates);
    await expect(page.locator("input[name=enrollment]:checked")).toHaveCount(PEOPLE - 1);
    await page.locator(".bulk button").click();
    await expect(page).toHaveURL(certificates);
    const numbers = await page.locator("section[aria-labelledby=issued] tbody a").all();
    expect(numbers.length).toBe(PEOPLE - 1);
    const after = await trained(site);
    expect(after).toBeGreaterThan(before);
    await expect(page.locator(".lift b")).toHaveText(`${after}`);
    await expect(page.locator(".lift__t")).toContainText(`${after - before}`);

    // each of them is known to everybody who checks it
    const links = await Promise.all(numbers.map(async (link) => (await link.getAttribute("href")) ?? ""));
    for (const link of links) {
      const [, code] = /\/verify\/([0-9A-Z-]{14})/.exec(await (await page.request.get(`${site}${link}`)).text()) ?? [];
      const answer = await page.request.get(`${site}/${locale}/verify/${code}`);
      expect(answer.status(), link).toBe(200);
      expect(await answer.text()).toContain(words(locale, "verify.valid"));
    }
  });
}
