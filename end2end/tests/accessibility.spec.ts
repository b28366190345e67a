import { EVERY_LOOK, EXTREMES, look, see, sendBack } from "./axe.ts";
import { enroll, fillProfile, fillSignIn, join, openRun, somebody, wayOf } from "./people.ts";
import { LOCALES, expect, signIn, test, words } from "./support.ts";
import { OVER, PAGES, visitOthers, reader } from "./visits.ts";

for (const locale of LOCALES) {
  test(`axe finds nothing on a run and the way into it in ${locale}`, async ({ page, sites }) => {
    const run = `${sites.demo}/${locale}/runs/${await openRun(page.request, sites.demo, "NRC-09")}`;
    await page.goto(run);
    await look(page, EVERY_LOOK);
    await signIn(page, sites.demo, sites.accounts.trainee);
    for (const path of ["", "/withdraw", "/enroll"]) await see(page, `${run}${path}`);
    // in the days of that one
    const beside = `${sites.demo}/${locale}/runs/${await openRun(page.request, sites.demo, "NRC-10")}`;
    for (const path of ["", "/enroll"]) await see(page, `${beside}${path}`);
  });

  test(`axe finds nothing on forms that came back with what is wrong in ${locale}`, async ({ page, sites }) => {
    // five forms, each looked at twice
    test.slow();
    const site = `${sites.demo}/${locale}`;
    for (const path of ["/sign-up", "/sign-in"]) {
      await page.goto(`${site}${path}`);
      await sendBack(page);
    }
    await signIn(page, sites.demo, sites.accounts.trainee);
    await page.goto(`${site}/my/profile`);
    for (const name of ["surname", "given_name", "birth_date"]) await page.locator(`#${name}`).fill("");
    await page.locator("#iin").fill("123");
    await sendBack(page);
    for (const path of ["/my/security", "/my/data"]) {
      await page.goto(`${site}${path}`);
      await sendBack(page);
    }
  });

  test(`axe finds nothing on what somebody new meets on the way to an account in ${locale}`, async ({ page, sites }) => {
    // nine states of pages, each looked at twice
    test.slow();
    const site = `${sites.demo}/${locale}`;
    const { email, password } = somebody();
    await page.request.post(`${site}/sign-up`, { form: { email, password }, maxRedirects: 0 });
    // the page that says a letter is on its way
    await see(page, `${site}/sign-up`);
    const confirm = await wayOf(page.request, sites.demo, locale, email, "sign-up/confirm");
    await see(page, confirm);
    // in another browser the link alone is not enough
    await page.context().clearCookies();
    await see(page, confirm);
    await sendBack(page);
    await page.locator("#new_password").fill(password);
    await page.getByRole("button", { name: words(locale, "accounts.confirm_button") }).click();
    await expect(page).toHaveURL(`${site}/my`);
    await look(page, EXTREMES);
    await see(page, `${site}/my/transcript`);
    await see(page, `${site}/dashboard`, 403);
    // who has signed in and comes to sign in again
    await see(page, `${site}/sign-in`);
    await page.request.post(`${site}/reset-password`, { form: { email }, maxRedirects: 0 });
    await see(page, await wayOf(page.request, sites.demo, locale, email, "reset-password/new"));
    await sendBack(page);
  });

  test(`axe finds nothing on what somebody new meets on the way to a place in ${locale}`, async ({ page, sites }) => {
    // seven states of pages, each looked at twice
    test.slow();
    const site = `${sites.demo}/${locale}`;
    const person = somebody();
    await join(page.request, sites.demo, locale, person);
    const open = await openRun(page.request, sites.demo, "NRC-09");
    const full = await openRun(page.request, sites.demo, "NRC-02");
    await see(page, `${site}/runs/${OVER}`);
    await see(page, `${site}/runs/${full}`);
    await see(page, `${site}/runs/${open}/enroll`);
    await sendBack(page);
    // what was typed stays in sight when the run has closed meanwhile
    await fillProfile(page, person);
    const form = page.locator('main form[method="post"]');
    await form.evaluate((element, action) => element.setAttribute("action", action), `/${locale}/runs/${OVER}/enroll`);
    await sendBack(page, 409);
    await expect(page.locator("#surname")).toHaveValue(person.surname);
    expect(await enroll(page.request, sites.demo, locale, full, person)).toBe("waitlisted");
    // reported once, and gone when the page is opened again
    await see(page, `${site}/my`);
    await see(page, `${site}/runs/${full}`);
  });

  test(`axe finds nothing on an offered place, on what becomes of it, and on too many tries in ${locale}`, async ({ alone, page, sites }) => {
    // ten states of pages, each looked at twice
    test.slow();
    const site = `${alone}/${locale}`;
    // the trainee of the story is offered a place in one run, has one in another, and has applied for a third
    const [offered, confirmed, applied] = await Promise.all(
      ["NRC-05", "NRC-09", "NRC-12"].map((course) => openRun(page.request, alone, course)),
    );
    await signIn(page, alone, sites.accounts.trainee);
    await see(page, `${site}/runs/${confirmed}/accept`);
    await see(page, `${site}/runs/${applied}/accept`, 404);
    await see(page, `${site}/my/profile/withdraw-consent?kind=processing`);
    await page.locator("main button.btn--bad").click();
    await expect(page).toHaveURL(`${site}/my/profile`);
    await look(page, EXTREMES);
    // nobody takes a place without consent
    await see(page, `${site}/runs/${offered}/accept`);
    await sendBack(page, 409);
    // nor one that they have given up in another tab
    await page.goto(`${site}/runs/${offered}/accept`);
    const withdrawn = await page.request.post(`${site}/runs/${offered}/withdraw`, { maxRedirects: 0 });
    expect(withdrawn.status()).toBe(303);
    await sendBack(page, 409);
    await see(page, `${site}/my`);
    await see(page, `${site}/runs/${offered}`);
    await page.context().clearCookies();
    const wrong = { email: somebody().email, password: "not the password" };
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await page.request.post(`${site}/sign-in`, { form: wrong })).status()).toBe(422);
    }
    await page.goto(`${site}/sign-in`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await fillSignIn(page, locale, wrong.email, wrong.password);
    expect((await answered).status()).toBe(429);
    await expect(page.getByRole("alert")).toBeVisible();
    await look(page, EXTREMES);
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

  test(`axe finds nothing on any other page of the site map in ${locale}`, async ({ page, sites }) => {
    test.slow();
    await visitOthers(page, sites, locale, () => look(page, EXTREMES));
  });
}

test("axe finds nothing on the open menu of a phone", async ({ page, sites }) => {
  const onPhone = EVERY_LOOK.filter(({ width }) => width === 320);
  await page.setViewportSize({ width: 320, height: 900 });
  await signIn(page, sites.demo, sites.accounts.officer);
  for (const path of ["/kk", "/kk/dashboard"]) {
    await page.goto(`${sites.demo}${path}`);
    await page.locator(".menu-button").click();
    await expect(page.locator(".site-nav")).toBeVisible();
    await look(page, onPhone);
  }
});
