// What becomes of an account: a new password, a session that ends too early, and the end of it all, on a phone.
import { readFileSync } from "node:fs";
import { enroll, fillProfile, fillSignIn, join, openLetter, openRun, somebody } from "./people.ts";
import { LOCALES, expect, signIn, test, words } from "./support.ts";

test.use({ viewport: { width: 390, height: 844 } });

for (const locale of LOCALES) {
  test(`a forgotten password is set anew by a letter, and ends all other sessions, in ${locale}`, async ({ browser, contextOptions, page, sites }) => {
    const person = somebody();
    const elsewhere = await browser.newContext(contextOptions);
    await join(elsewhere.request, sites.demo, locale, person);
    const still = async () => (await elsewhere.request.get(`${sites.demo}/${locale}/my`, { maxRedirects: 0 })).status();
    expect(await still()).toBe(200);
    await page.goto(`${sites.demo}/${locale}/sign-in`);
    await page.getByRole("link", { name: words(locale, "accounts.forgotten") }).click();
    await page.locator("#email").fill(person.email);
    await page.getByRole("button", { name: words(locale, "accounts.reset_button") }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "accounts.sent"));
    await openLetter(page, sites.demo, locale, person.email, "/reset-password/new");
    const link = page.url();
    await page.locator("#new_password").fill("willow-harbour-pencil-84");
    await page.getByRole("button", { name: words(locale, "accounts.new_password_button") }).click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my/security`);
    expect(await still(), "the other session").toBe(303);
    await elsewhere.close();
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "accounts.link_over"));
    await page.context().clearCookies();
    await page.goto(`${sites.demo}/${locale}/sign-in`);
    await fillSignIn(page, locale, person.email, person.password);
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/sign-in`);
    await fillSignIn(page, locale, person.email, "willow-harbour-pencil-84");
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my`);
  });

  test(`an invited person chooses a password and is at their work until the account is disabled, in ${locale}`, async ({ browser, contextOptions, page, sites }) => {
    const { email } = somebody();
    await signIn(page, sites.demo, sites.accounts.administrator);
    await page.goto(`${sites.demo}/${locale}/admin/accounts`);
    await page.locator("#email").fill("somebody");
    await page.getByRole("button", { name: words(locale, "accounts.invite_button") }).click();
    await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(2);
    await expect(page.locator("#email")).toHaveValue("somebody");
    await page.locator("#email").fill(email);
    await page.locator("[name=role][value=staff]").check();
    await page.getByRole("button", { name: words(locale, "accounts.invite_button") }).click();
    await expect(page.getByText(words(locale, "accounts.done_invited"))).toBeVisible();
    await page.getByRole("link", { name: email }).click();
    await expect(page.getByText(words(locale, "accounts.state_invited"))).toBeVisible();
    const account = page.url();

    const theirs = await (await browser.newContext(contextOptions)).newPage();
    await openLetter(theirs, sites.demo, locale, email, "/reset-password/new");
    await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(words(locale, "accounts.first_password_title"));
    await theirs.locator("#new_password").fill("willow-harbour-pencil-84");
    await theirs.getByRole("button", { name: words(locale, "accounts.new_password_button") }).click();
    await expect(theirs).toHaveURL(`${sites.demo}/${locale}/staff`);

    await page.goto(account);
    await expect(page.locator("[name=role][value=staff]")).toBeChecked();
    await page.locator("[name=role][value=staff]").uncheck();
    await page.locator("[name=role][value=trainer]").check();
    await page.getByRole("button", { name: words(locale, "accounts.save_roles") }).click();
    await expect(page.getByText(words(locale, "accounts.done_roles"))).toBeVisible();
    expect((await theirs.goto(`${sites.demo}/${locale}/staff`))?.status()).toBe(403);
    expect((await theirs.goto(`${sites.demo}/${locale}/staff/runs`))?.status()).toBe(200);
    await page.getByRole("button", { name: words(locale, "accounts.disable") }).click();
    await expect(page.getByText(words(locale, "accounts.done_disabled"))).toBeVisible();
    await theirs.goto(`${sites.demo}/${locale}/staff/runs`);
    expect(new URL(theirs.url()).pathname).toBe(`/${locale}/sign-in`);
    await theirs.context().close();
  });

  test(`what was typed when a session ended is there again after signing in, in ${locale}`, async ({ browser, contextOptions, page, sites }) => {
    const person = { ...somebody(), given_name: "Қайтаоралған" };
    await join(page.request, sites.demo, locale, person);
    await page.goto(`${sites.demo}/${locale}/my/profile`);
    await fillProfile(page, person);
    const elsewhere = await (await browser.newContext(contextOptions)).newPage();
    await elsewhere.goto(`${sites.demo}/${locale}/sign-in`);
    await fillSignIn(elsewhere, locale, person.email, person.password);
    await elsewhere.goto(`${sites.demo}/${locale}/my/security`);
    await elsewhere.getByRole("button", { name: words(locale, "accounts.end_all"), exact: true }).click();
    await expect(elsewhere).toHaveURL(`${sites.demo}/${locale}/sign-in`);
    await expect(elsewhere.getByText(words(locale, "accounts.done_signed_out_everywhere"))).toBeVisible();
    await elsewhere.context().close();
    await page.getByRole("button", { name: words(locale, "profile.save") }).click();
    expect(new URL(page.url()).pathname).toBe(`/${locale}/sign-in`);
    await fillSignIn(page, locale, person.email, person.password);
    expect(new URL(page.url()).pathname).toBe(`/${locale}/my/profile`);
    await expect(page.getByText(words(locale, "forms.restored"))).toBeVisible();
    await expect(page.locator("#surname")).toHaveValue(person.surname);
    await expect(page.locator("#given_name")).toHaveValue(person.given_name);
    await expect(page.locator("#region")).toHaveValue("KZ-71");
    await expect(page.locator("[name=sex][value=female]")).toBeChecked();
    await expect(page.locator("#consent_processing")).toBeChecked();
    await page.getByRole("button", { name: words(locale, "profile.save") }).click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/my/profile`);
    await page.goto(`${sites.demo}/${locale}/my/profile`);
    await expect(page.locator("#given_name")).toHaveValue(person.given_name);
  });

  test(`what is kept can be taken along and erased, in ${locale}`, async ({ page, sites }) => {
    const person = somebody();
    await join(page.request, sites.demo, locale, person);
    const run = await openRun(page.request, sites.demo, "NRC-12");
    expect(await enroll(page.request, sites.demo, locale, run, person)).toBe("applied");
    await page.goto(`${sites.demo}/${locale}/my/data`);
    const loaded = page.waitForEvent("download");
    await page.getByRole("link", { name: words(locale, "data.to_download") }).click();
    const file = readFileSync(await (await loaded).path(), "utf8");
    expect(JSON.parse(file)).toBeInstanceOf(Object);
    for (const kept of [person.email, person.surname, run]) expect(file).toContain(kept);
    // nothing is erased by a button alone
    await page.getByRole("button", { name: words(locale, "data.erase_now") }).click();
    await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(2);
    await page.locator("#password").fill(person.password);
    await page.locator("#understood").check();
    await page.getByRole("button", { name: words(locale, "data.erase_now") }).click();
    await expect(page).toHaveURL(`${sites.demo}/${locale}`);
    await expect(page.getByText(words(locale, "home.erased"))).toBeVisible();
    await page.goto(`${sites.demo}/${locale}/sign-in`);
    await fillSignIn(page, locale, person.email, person.password);
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page).toHaveURL(`${sites.demo}/${locale}/sign-in`);
  });
}
