// Staff and people: somebody is found by an IIN, a claim is settled, two records become one or are told apart, and a form
// that comes late overwrites nothing.
import { LOCALES, expect, signIn, test, words } from "./support.ts";

for (const locale of LOCALES) {
  test(`a claimed IIN is settled, and its person is found by it without a word in the address, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/${locale}/staff`);
    await page.locator('main aside a[href*="mark=claim"]').click();
    await page.locator("main tbody a").first().click();
    const name = await page.getByRole("heading", { level: 1 }).innerText();
    const iin = (await page.locator("#claim .code").innerText()).replaceAll(" ", "");
    expect(iin).toMatch(/^\d{6}[12]\d{5}$/);
    await page.locator("button[value=theirs]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "registry.iin_seen"));
    await expect(page.locator("#claim")).toHaveCount(0);
    await expect(page.locator("main")).not.toContainText(iin);
    await page.goto(`${alone}/${locale}/staff`);
    await expect(page.locator('main a[href*="mark=claim"]')).toHaveCount(0);
    await page.goto(`${alone}/${locale}/staff/specialists`);
    await page.locator("#q").fill(`${iin.slice(0, 6)} ${iin.slice(6)}`);
    await page.locator("#q").press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    expect(page.url()).not.toContain(iin.slice(6));
    // one wrong digit: nobody is searched, and what was typed is still there
    await page.goto(`${alone}/${locale}/staff/specialists`);
    const wrong = iin.slice(0, 11) + ((Number(iin[11]) + 1) % 10);
    await page.locator("#q").fill(wrong);
    await page.locator("#q").press("Enter");
    await expect(page.locator("#q")).toHaveValue(wrong);
    await expect(page.locator("#q")).toHaveAttribute("aria-invalid", "true");
  });

  test(`two records of one person become one, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/${locale}/staff`);
    await page.locator('main aside a[href$="/staff/specialists/duplicates"]').click();
    await page.locator("main .task a").click();
    const pair = page.url();
    const [one, other] = (pair.split("/").pop() ?? "").split("_");
    await page.locator("button[value=merge]").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "registry.sure"));
    await expect(page.locator("main form")).toContainText(words(locale, "registry.moves_enrollments_one", { count: "1" }));
    await page.locator("button[value=merge]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "registry.merged"));
    const kept = `${alone}/${locale}/staff/specialists/${one}`;
    await expect(page).toHaveURL(kept);
    for (const gone of [`${alone}/${locale}/staff/specialists/${other}`, pair]) {
      await page.goto(gone);
      await expect(page).toHaveURL(kept);
    }
    await page.goto(`${alone}/${locale}/staff`);
    await expect(page.locator('main a[href$="/staff/specialists/duplicates"]')).toHaveCount(0);
  });

  test(`two people who look alike are told apart for good, in ${locale}`, async ({ alone, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/${locale}/staff/specialists/duplicates`);
    await page.locator("main .task a").click();
    const pair = page.url();
    await page.locator("button[value=different]").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "registry.told_apart"));
    await expect(page.locator("main .task")).toHaveCount(0);
    await page.goto(pair);
    await expect(page.locator("main .notice")).toHaveCount(1);
  });

  test(`a correction keeps the former name, and one that comes late overwrites nothing, in ${locale}`, async ({ alone, context, page, sites }) => {
    await signIn(page, alone, sites.accounts.staff);
    await page.goto(`${alone}/${locale}/staff/specialists?mark=account`);
    await page.locator("main tbody a").first().click();
    const person = page.url();
    const former = await page.getByRole("heading", { level: 1 }).innerText();
    const late = await context.newPage();
    for (const tab of [page, late]) await tab.goto(`${person}/edit`);
    await page.locator("#surname").fill("Жаңабаева");
    await page.locator("main form .btn--go").click();
    await expect(page.getByRole("status").first()).toHaveText(words(locale, "registry.saved"));
    await expect(page.locator("main")).toContainText(former);
    await late.locator("#organization").fill("№ 7 мектеп");
    await late.locator("main form .btn--go").click();
    await expect(late.getByRole("alert")).toContainText(words(locale, "errors.person_changed"));
    await expect(late.locator("main .notice--warn")).toContainText("Жаңабаева");
    await expect(late.locator("#organization")).toHaveValue("№ 7 мектеп");
    await page.goto(person);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Жаңабаева");
  });
}
