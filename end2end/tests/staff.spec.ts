// Staff at work: they decide on applications, and end a certificate.
import { openRun } from "./people.ts";
import { LOCALES, expect, signIn, test, words } from "./support.ts";

for (const locale of LOCALES) {
  test(`staff decide on an application once they have seen what follows, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    const run = await openRun(page.request, alone, "NRC-12");
    const undecided = `${alone}/${locale}/staff/runs/${run}/applications?state=applied`;
    const choices = page.locator("input[name=enrollment]");
    await page.goto(`${alone}/${locale}/staff`);
    await page.locator(`main a[href$="/staff/runs/${run}/applications"]`).click();
    await page.goto(undecided);
    const before = await choices.count();
    expect(before).toBeGreaterThan(1);
    await choices.first().check();
    await page.locator("button[value=confirm]").click();
    await expect(page.locator("main form h2")).toHaveText(words(locale, "enrollments.confirm_people_one", { count: "1" }));
    await page.locator("main form button[name=action]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "enrollments.done_confirmed_one", { count: "1" }));
    // a decline says why, and who was chosen stays chosen until it does
    await page.goto(undecided);
    await expect(choices).toHaveCount(before - 1);
    await choices.first().check();
    await page.locator("button[value=decline]").click();
    await page.locator("main form button[name=action]").click();
    await expect(page.locator("#reason-error")).toBeVisible();
    await page.locator("#reason").fill("Құжат жетпейді");
    await page.locator("main form button[name=action]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "enrollments.done_declined_one", { count: "1" }));
    await page.goto(undecided);
    await expect(choices).toHaveCount(before - 2);
  });

  test(`a certificate that staff revoke says so to everybody who checks it, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/${locale}/staff/certificates?q=${sites.codes.valid}`);
    await page.locator("main tbody a").click();
    await page.locator("details.act").nth(1).locator("summary").click();
    await page.locator("button[value=revoke]").click();
    await expect(page.locator("#reason_kind-error")).toBeVisible();
    await page.locator("input[name=reason_kind][value=mistake]").check();
    await page.locator("textarea[name=reason]").fill("Қате берілді");
    await page.locator("button[value=revoke]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "certificates.done_revoked"));
    await expect(page.locator("button[value=revoke]")).toHaveCount(0);
    await page.goto(`${alone}/${locale}/verify/${sites.codes.valid}`);
    await expect(page.locator(".verdict--bad")).toBeVisible();
  });
}
