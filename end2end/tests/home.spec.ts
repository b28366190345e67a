import { LOCALES, expect, numberIn, signIn, test, words } from "./support.ts";

test("the sun shows 130 of 130 in every language", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    await page.goto(`${sites.real}/${locale}`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "layout.promise"));
    await expect(page.locator(".sun__n")).toHaveText("130");
    await expect(page.locator(".sun__of")).toHaveText(words(locale, "charts.sun_of"));
    const figure = words(locale, "charts.sun_title", { trained: "130", target: "130" });
    await expect(page.getByRole("img", { name: figure })).toBeVisible();
  }
});

test("the sun of the demonstration shows what the API counts, with the target in reach", async ({ page, sites }) => {
  const progress = await (await page.request.get(`${sites.demo}/api/v1/progress`)).json();
  expect(progress.trained).toBeGreaterThan(0);
  expect(progress.trained).toBeLessThan(progress.target);
  await page.goto(`${sites.demo}/kk`);
  expect(await numberIn(page.locator(".sun__n"))).toBe(progress.trained);
  // each specialist is a ray
  const rays = await page.locator(".sun__done").getAttribute("d");
  expect(rays?.match(/M/g)).toHaveLength(progress.trained);
  await expect(page.getByText(words("kk", "layout.invented"))).toBeVisible();
});

test("the demonstration announces the next runs with day, language and places", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    await page.goto(`${sites.demo}/${locale}`);
    const runs = page.locator(".timetable article");
    await expect(runs).toHaveCount(3);
    for (const run of await runs.all()) {
      await expect(run.getByRole("heading", { level: 3 })).not.toBeEmpty();
      await expect(run.locator(".run__date")).toHaveText(/\d/);
      await expect(run.locator(".places p")).not.toBeEmpty();
    }
  }
});

test("without announced runs the home page says so", async ({ page, sites }) => {
  await page.goto(`${sites.real}/ru`);
  await expect(page.getByRole("heading", { name: words("ru", "home.no_runs") })).toBeVisible();
});

test("the language switch keeps the page and its question", async ({ page, sites }) => {
  await signIn(page, sites.real, sites.accounts.real);
  const path = "/dashboard?phase=phase-1&as_of=2022-06-30&region=KZ-71";
  await page.goto(`${sites.real}/kk${path}`);
  for (const [link, locale] of [["Рус", "ru"], ["Eng", "en"], ["Қаз", "kk"]] as const) {
    await page.getByRole("link", { name: link, exact: true }).click();
    await expect(page).toHaveURL(`${sites.real}/${locale}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "dashboard.title"));
    await expect(page.getByRole("link", { name: link, exact: true })).toHaveAttribute("aria-current", "true");
  }
});

test("the start page goes by the browser's language, then Kazakh", async ({ browser, sites, contextOptions }) => {
  for (const [wish, locale] of [["en-GB", "en"], ["ru-KZ", "ru"], ["kk-KZ", "kk"], ["fr-FR", "kk"]] as const) {
    const context = await browser.newContext({ ...contextOptions, locale: wish });
    const page = await context.newPage();
    await page.goto(sites.real);
    expect(page.url()).toBe(`${sites.real}/${locale}`);
    await context.close();
  }
});

test("the form on the home page leads to the answer about a certificate", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/ru`);
  await page.getByRole("main").getByRole("link", { name: words("ru", "home.to_check") }).click();
  await expect(page).toHaveURL(/#check$/);
  await page.getByLabel(words("ru", "ui.check_code")).fill((sites.codes.replaced ?? "").toLowerCase());
  await page.getByRole("button", { name: words("ru", "ui.check_certificate") }).click();
  await expect(page).toHaveURL(`${sites.demo}/ru/verify/${sites.codes.replaced}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("ru", "verify.replaced"));
});

test("the sun leads an officer to the dashboard, and a visitor nowhere", async ({ page, sites }) => {
  await page.goto(`${sites.real}/en`);
  await expect(page.locator(".sun")).toBeVisible();
  await expect(page.locator("a.sun-link")).toHaveCount(0);
  await signIn(page, sites.real, sites.accounts.real);
  await page.goto(`${sites.real}/en`);
  await page.locator("a.sun-link").click();
  await expect(page).toHaveURL(`${sites.real}/en/dashboard`);
});

test("in forced colours every button keeps its words", async ({ page, sites }) => {
  await page.emulateMedia({ forcedColors: "active" });
  for (const path of ["", "/courses", "/sign-in"]) {
    await page.goto(`${sites.demo}/ru${path}`);
    const unseen = await page.locator("main .btn").evaluateAll((all) =>
      all.filter((one) => getComputedStyle(one).color === getComputedStyle(one).backgroundColor).map((one) => one.textContent),
    );
    expect(unseen, path).toEqual([]);
    await expect(page.locator("main .btn").first()).toHaveCSS("border-style", "solid");
  }
});
