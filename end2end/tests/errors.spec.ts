import { fillSignIn } from "./people.ts";
import { LOCALES, expect, signIn, test, words } from "./support.ts";

test("a page that does not exist says so in the reader's language and has ways on", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    for (const path of ["no-such-page", "verify/a/b", "dashboard/nothing"]) {
      const answer = await page.goto(`${sites.real}/${locale}/${path}`);
      expect(answer?.status(), path).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "errors.not_found"));
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
    }
    await page.getByRole("link", { name: words(locale, "errors.go_home") }).click();
    await expect(page).toHaveURL(`${sites.real}/${locale}`);
  }
});

test("the language switch keeps an address that does not exist", async ({ page, sites }) => {
  await page.goto(`${sites.real}/kk/no-such-page?x=1`);
  await page.getByRole("link", { name: "Eng" }).click();
  await expect(page).toHaveURL(`${sites.real}/en/no-such-page?x=1`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("en", "errors.not_found"));
});

test("an unknown language is a page that does not exist", async ({ browser, sites, contextOptions }) => {
  const context = await browser.newContext({ ...contextOptions, locale: "ru-RU" });
  const page = await context.newPage();
  for (const path of ["de", "de/verify", "xx/dashboard", "RU"]) {
    const answer = await page.goto(`${sites.real}/${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("ru", "errors.not_found"));
  }
  await context.close();
});

test("the dashboard leads a visitor to sign in and back, and nothing else leads to it", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    for (const path of ["dashboard", "dashboard?phase=phase-1", "dashboard/certificates?phase=phase-1"]) {
      await page.goto(`${sites.real}/${locale}/${path}`);
      const { pathname, searchParams } = new URL(page.url());
      expect([pathname, searchParams.get("next")]).toEqual([`/${locale}/sign-in`, `/${locale}/${path}`]);
      expect(await page.getByRole("main").innerText()).not.toMatch(/NRC-|130/);
    }
    await page.goto(`${sites.real}/${locale}`);
    await expect(page.locator(".sun__n")).toHaveText("130");
    await expect(page.locator('a[href*="/dashboard"]')).toHaveCount(0);
  }
  const { email, password } = sites.accounts.real;
  await page.goto(`${sites.real}/en/dashboard?phase=phase-1`);
  await fillSignIn(page, "en", email, password);
  await expect(page).toHaveURL(`${sites.real}/en/dashboard?phase=phase-1`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("en", "dashboard.title"));
});

test("the dashboard is refused to a trainee, and their own pages say nothing of it", async ({ page, sites }) => {
  await signIn(page, sites.demo, sites.accounts.trainee);
  for (const locale of LOCALES) {
    for (const path of ["dashboard", "dashboard/certificates", "admin/settings"]) {
      const answer = await page.goto(`${sites.demo}/${locale}/${path}`);
      expect(answer?.status(), path).toBe(403);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "errors.refused"));
    }
    await page.goto(`${sites.demo}/${locale}/my`);
    await expect(page.locator('a[href*="/dashboard"]')).toHaveCount(0);
  }
});

test("nothing can be sent to a page that only opens", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    for (const path of ["", "/verify", "/dashboard", `/verify/${sites.codes.valid}`]) {
      const answer = await page.request.post(`${sites.demo}/${locale}${path}`, { form: { code: "x" } });
      expect(answer.status(), path).toBe(405);
      expect(answer.headers().allow, path).toContain("GET");
      expect(await answer.text()).toContain(words(locale, "errors.method"));
    }
  }
});

test("asking for the head alone gets the page's status and no page", async ({ page, sites }) => {
  const statuses: [string, number][] = [
    ["/en", 200],
    ["/en/verify", 200],
    [`/en/verify/${sites.codes.unknown}`, 404],
    ["/en/courses", 200],
    ["/en/no-such-page", 404],
  ];
  for (const [path, status] of statuses) {
    const answer = await page.request.head(`${sites.demo}${path}`);
    expect(answer.status(), path).toBe(status);
    expect((await answer.body()).length, path).toBe(0);
  }
});

test("rubbish instead of a code is a mistyped code", async ({ page, sites }) => {
  for (const rubbish of ["x", "%00%01", "%F0%9F%92%A9", "<b>", "..%2f..%2fetc", "A".repeat(500)]) {
    const answer = await page.goto(`${sites.demo}/en/verify/${rubbish}`);
    expect(answer?.status(), rubbish).toBe(422);
    const said = [words("en", "verify.mistyped"), words("en", "verify.wrong_length")];
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`^(${said.join("|")})$`));
  }
});
