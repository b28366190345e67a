// Staff bring people and scores in: somebody enrolled by hand, and the scores of a run from a spreadsheet.
import type { Page } from "@playwright/test";
import { openRun, somebody } from "./people.ts";
import { LOCALES, expect, signIn, test, words } from "./support.ts";

/** The run that is under way and whose course has an assessment, by its code. */
async function runUnderWay(page: Page, site: string): Promise<string> {
  const list = await (await page.request.get(`${site}/en/staff/runs?stage=under_way`)).text();
  const codes = [...new Set([...list.matchAll(/\/en\/staff\/runs\/([A-Z0-9-]+)/g)].map(([, code]) => code ?? ""))];
  for (const code of codes) {
    const results = await (await page.request.get(`${site}/en/staff/runs/${code}/results`)).text();
    if (results.includes('name="file"')) return code;
  }
  throw new Error(`no run under way takes scores: ${codes.join(", ")}`);
}

for (const locale of LOCALES) {
  test(`scores come from a spreadsheet once every row of it is right, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    const results = `${alone}/${locale}/staff/runs/${await runUnderWay(page, alone)}/results`;
    await page.goto(results);
    const names = await page.locator("main tbody th[scope=row]").allTextContents();
    const [first = "", second = ""] = names.map((name) => name.trim());
    await page.locator("details.act summary").click();
    const list = page.locator('a[href$="/list.xlsx"]');
    const answer = await page.request.get(new URL((await list.getAttribute("href")) ?? "", alone).href);
    expect(answer.headers()["content-type"]).toContain("spreadsheetml");

    const send = async (rows: [string, string][]) => {
      const heading = [words(locale, "completion.column_name"), words(locale, "completion.column_score")].join(";");
      const text = [heading, ...rows.map((row) => row.join(";"))].join("\n");
      await page.locator("#file").setInputFiles({ name: "scores.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await page.locator("button[value=compare]").click();
    };
    await send([[first, "93"], [second, "101"]]);
    await expect(page.getByRole("alert")).toContainText(words(locale, "completion.row_faults_one", { count: "1" }));
    await expect(page.locator("main")).toContainText(words(locale, "completion.fault_score", { value: "101" }));
    await expect(page.locator("button[name=sure]")).toHaveCount(0);
    await send([[first, "93"], [second, "71"]]);
    await page.locator("button[name=sure]").click();
    await expect(page).toHaveURL(results);
    await expect(page.getByRole("status").first()).toBeVisible();
    await expect(page.locator("main tbody tr", { hasText: first }).locator("input[inputmode=numeric]")).toHaveValue("93");
    await expect(page.locator("main tbody tr", { hasText: second }).locator("input[inputmode=numeric]")).toHaveValue("71");
  });

  test(`somebody who is not in the registry is enrolled by hand, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    const run = await openRun(page.request, alone, "NRC-12");
    const { email, surname, given_name } = somebody();
    await page.goto(`${alone}/${locale}/staff/runs/${run}/applications`);
    await page.locator('main a[href$="/applications/new"]').click();
    await page.locator("#q").fill(`${surname} ${given_name}`);
    await page.locator("main form[role=search] button").click();
    await expect(page).toHaveURL(/\/applications\/new$/);
    await page.locator("button[value=new]").click();
    await page.locator("#surname").fill(surname);
    await page.locator("button[value=enroll]").click();
    await expect(page.locator("#given_name-error")).toBeVisible();
    await expect(page.locator("#consent_on-error")).toBeVisible();
    await expect(page.locator("#surname")).toHaveValue(surname);
    await page.locator("#given_name").fill(given_name);
    await page.locator("#birth_date").fill("17.03.1990");
    await page.locator("[name=sex][value=female]").check();
    await page.locator("#region").selectOption("KZ-71");
    await page.locator("#profession").selectOption("psychologist");
    await page.locator("#email").fill(email);
    await page.locator("#consent_processing").check();
    await page.locator("#consent_on").fill("2026-01-15");
    await page.locator("button[value=enroll]").click();
    const done = page.getByRole("status").first();
    await expect(done).toHaveText(new RegExp(`${words(locale, "enrollments.by_hand_confirmed")}|${words(locale, "enrollments.by_hand_waitlisted")}`));
    await page.goto(`${alone}/${locale}/staff/runs/${run}/applications?q=${encodeURIComponent(surname)}`);
    await expect(page.locator("main tbody")).toContainText(given_name);
  });
}
