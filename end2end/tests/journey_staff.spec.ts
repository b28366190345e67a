// Single ways of a run that do not go straight: a lost connection, two who mark at once, check-in, another day, a
// cancelled run, a course that changes after its certificates, and a trainer who tries what is not theirs.
import type { Browser, Locator, Page } from "@playwright/test";
import type { Sites } from "../servers.ts";
import { LOCALES, type Locale, expect, signIn, test, words } from "./support.ts";

/** Where the clock of Astana is, so many minutes from now. */
function astana(minutes = 0): { day: string; time: string } {
  const then = new Date(Date.now() + (5 * 60 + minutes) * 60_000).toISOString();
  return { day: then.slice(0, 10).split("-").reverse().join("."), time: then.slice(11, 16) };
}

/** Marks a cell by a key as what it is not yet; tells the mark. */
async function mark(cell: Locator): Promise<string> {
  const [key, value] = (await cell.inputValue()) === "excused" ? ["KeyA", "absent"] : ["KeyE", "excused"];
  await cell.focus();
  await cell.press(key ?? "");
  return value ?? "";
}

test.describe("the grid of attendance", () => {
  test.skip(({ javaScriptEnabled }) => !javaScriptEnabled, "without a script it is a form, which other tests send");

  test("marks made without a connection are all there once it is back", async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.trainer);
    await page.goto(`${alone}/en/staff/runs`);
    await page.locator("main a[href*='/staff/runs/NRC-04']").first().click();
    // until the script has come, a mark waits for the button
    await page.goto(`${page.url().replace(/\/attendance$/, "")}/attendance`, { waitUntil: "networkidle" });
    const cells = page.locator("select.mark");
    const live = page.locator("#live");
    const marks = new Map([[0, await mark(cells.nth(0))]]);
    await expect(live).toHaveText(words("en", "attendance.live_saved"));
    await page.context().setOffline(true);
    for (const nth of [1, 2, 3, 5, 8]) marks.set(nth, await mark(cells.nth(nth)));
    // one of them is changed once more while it waits
    marks.set(8, await mark(cells.nth(8)));
    await expect(live).toContainText(words("en", "attendance.live_waiting"));
    await page.context().setOffline(false);
    await expect(live).toHaveText(words("en", "attendance.live_saved"));
    await page.reload();
    for (const [nth, value] of marks) await expect(cells.nth(nth)).toHaveValue(value);
  });

  test("two who mark at once see each other's marks after a save", async ({ alone, browser, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/en/staff/runs`);
    const [, run] = /\/staff\/runs\/(NRC-04-[\w-]+)/.exec(await page.content()) ?? [];
    const address = `${alone}/en/staff/runs/${run}/attendance`;
    const context = await browser.newContext();
    const other = await context.newPage();
    await signIn(other, alone, sites.accounts.trainer);
    const cells = (of: typeof page) => of.locator("select.mark");
    for (const each of [page, other]) await each.goto(address, { waitUntil: "networkidle" });
    const marked = await mark(cells(page).nth(0));
    await expect(page.locator("#live")).toHaveText(words("en", "attendance.live_saved"));
    // the other page has it after its own save
    const name = (await cells(page).nth(0).getAttribute("name")) ?? "";
    const same = other.locator(`select[name="${name}"]`);
    await mark(cells(other).last());
    await expect(same).toHaveValue(marked);
    // the later mark of the same cell holds
    const later = await mark(same);
    await expect(other.locator("#live")).toHaveText(words("en", "attendance.live_saved"));
    await page.reload();
    await expect(cells(page).nth(0)).toHaveValue(later);
    await context.close();
  });
});

/** The trainee on their own page, and staff beside them who edit the run in which they have a seat. */
async function beside(browser: Browser, page: Page, site: string, { accounts }: Sites, locale: Locale) {
  await signIn(page, site, accounts.trainee);
  await page.goto(`${site}/${locale}/my`);
  const [, run = ""] = /\/runs\/(NRC-09-[\w-]+)/.exec(await page.content()) ?? [];
  const staff = await (await browser.newContext()).newPage();
  await signIn(staff, site, accounts.staff);
  await staff.goto(`${site}/${locale}/staff/runs/${run}/edit`);
  return { run, staff };
}

for (const locale of LOCALES) {
  test(`a trainee checks in by the code on the projector, in ${locale}`, async ({ alone, browser, page, sites }) => {
    const { run, staff } = await beside(browser, page, alone, sites, locale);
    const now = astana(-1);
    await staff.locator("#starts_on").fill(now.day);
    await staff.locator("#enroll_until").fill(astana(-24 * 60).day);
    await staff.locator("input[name=meeting_on]").first().fill(now.day);
    await staff.locator("input[name=meeting_from]").first().fill(now.time);
    await staff.locator("input[name=meeting_to]").first().fill("23:59");
    await staff.locator("main button[value=save]").last().click();
    await expect(staff.getByRole("status").first()).toBeVisible();

    await staff.goto(`${alone}/${locale}/staff/runs/${run}/check-in`);
    const code = (await staff.locator(".hall__code").textContent()) ?? "";
    await page.goto(`${alone}/${locale}/my/check-in/0000-0000`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "attendance.answer_old"));
    await page.goto(`${alone}/${locale}/my/check-in/${code}`);
    await page.locator("main form button").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "attendance.answer_marked"));
    // the projector's page loads itself anew, and may do so just then
    await expect(async () => {
      await staff.reload();
      await expect(staff.locator(".hall__n b")).toHaveText("1", { timeout: 1_000 });
    }).toPass();
    await expect(async () => {
      await staff.goto(`${alone}/${locale}/staff/runs/${run}/attendance?meeting=1`);
    }).toPass();
    await expect(staff.locator("select.mark option[value=present]:checked")).toHaveCount(1);
    await staff.context().close();
  });

  test(`a cancelled run says so to whoever is in it, in ${locale}`, async ({ alone, browser, page, sites }) => {
    const { run, staff } = await beside(browser, page, alone, sites, locale);
    const cancelling = staff.locator("details:has(button[value=cancel])");
    await cancelling.locator("> summary").click();
    // the letter that goes can be read before
    const letter = cancelling.locator("details");
    await letter.locator("summary").click();
    await expect(letter).toContainText(words("kk", "enrollment_letters.run_cancelled").split("»")[1] ?? "?");
    await staff.locator("button[value=cancel]").click();
    await expect(staff.getByRole("status").first()).toBeVisible();
    const calendar = await page.request.get(`${alone}/runs/${run}.ics`);
    expect(await calendar.text()).toContain("STATUS:CANCELLED");
    await page.goto(`${alone}/${locale}/my`);
    await expect(page.locator("main")).toContainText(words(locale, "my.run_cancelled_more"));
    await page.goto(`${alone}/${locale}/demo/mail`);
    await expect(page.locator("main li.panel", { hasText: sites.accounts.trainee.email }).first()).toBeVisible();
    await staff.context().close();
  });

  test(`a certificate keeps its course as printed when the course changes, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    const check = `${alone}/${locale}/verify/${sites.codes.valid}`;
    await page.goto(check);
    const facts = await page.locator("main dl").first().textContent();
    const answer = await page.request.get(`${alone}/api/v1/certificates/${sites.codes.valid}`);
    const { course: title } = (await answer.json()) as { course: Record<string, string> };
    await page.goto(`${alone}/${locale}/staff/courses`);
    const edit = page.locator("main tr, main li", { hasText: title[locale] ?? "" }).locator("a[href$='/edit']").first();
    const [, course = ""] = /courses\/([\w-]+)\/edit/.exec((await edit.getAttribute("href")) ?? "") ?? [];
    await page.goto(`${alone}/${locale}/staff/courses/${course}/edit`);
    for (const language of LOCALES) await page.locator(`#title_${language}`).fill(`Жаңа атау ${language}`);
    await page.locator("#academic_hours").fill("99");
    await page.locator("main button[value=save]").last().click();
    await expect(page.getByRole("status").first()).toBeVisible();
    await page.goto(`${alone}/${locale}/courses/${course}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Жаңа атау ${locale}`);
    await page.goto(check);
    expect(await page.locator("main dl").first().textContent()).toBe(facts);
  });
}

test("a trainer has the attendance and results of their own runs, and nothing else", async ({ alone, page, sites }) => {
  await signIn(page, alone, sites.accounts.staff);
  await page.goto(`${alone}/en/staff/runs`);
  const all = [...new Set([...(await page.content()).matchAll(/\/staff\/runs\/(NRC-[\w-]+)/g)].map(([, run]) => run ?? ""))];
  await page.context().clearCookies();
  await signIn(page, alone, sites.accounts.trainer);
  await page.goto(`${alone}/en/staff/runs`);
  const own = [...new Set([...(await page.content()).matchAll(/\/staff\/runs\/(NRC-[\w-]+)/g)].map(([, run]) => run ?? ""))];
  expect(own.length).toBe(2);
  const status = async (path: string) => (await page.request.get(`${alone}/en/staff${path}`)).status();
  for (const run of own) {
    for (const tab of ["attendance", "results", "check-in", "attendance/sheet.pdf"]) expect(await status(`/runs/${run}/${tab}`), tab).toBe(200);
    for (const tab of ["edit", "applications", "close", "certificates"]) expect(await status(`/runs/${run}/${tab}`), tab).toBe(403);
  }
  for (const run of all.filter((run) => !own.includes(run))) {
    for (const tab of ["attendance", "results", "check-in"]) expect(await status(`/runs/${run}/${tab}`), run).toBe(404);
  }
  for (const path of ["", "/courses", "/courses/new", "/runs/new", "/certificates", "/specialists"]) {
    expect(await status(path), path).toBe(403);
  }
  const [run = ""] = own;
  for (const [path, form] of [
    ["applications", { action: "confirm", sure: "1" }],
    ["close", { action: "close" }],
    ["certificates", { sure: "1", issued_on: astana().day }],
    ["edit", { action: "cancel" }],
  ] as const) {
    const answer = await page.request.post(`${alone}/en/staff/runs/${run}/${path}`, { form: { ...form }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
  // the people of the run by name, and no more of them
  const names = await (await page.request.get(`${alone}/en/staff/runs/${run}/attendance`)).text();
  // twelve digits are an IIN, unless they are the end of an id
  expect(names).not.toMatch(/@example\.org|(?<![\w-])\d{12}(?![\w-])/);
});
