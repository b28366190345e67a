import { EXPECTED, LOCALES, expect, numberIn, signIn, test, words } from "./support.ts";

test.beforeEach(({ page, sites }) => signIn(page, sites.real, sites.accounts.real));

test("map, bars and months each have their table", async ({ page, sites }) => {
  await page.goto(`${sites.real}/ru/dashboard?phase=phase-1`);
  await expect(page.locator(".tiles .tile")).toHaveCount(20);
  await expect(page.getByRole("table", { name: words("ru", "words.by_profession") })).toBeVisible();
  await expect(page.getByRole("table", { name: words("ru", "words.by_sex") })).toBeVisible();
  await expect(page.getByRole("table", { name: words("ru", "words.by_course") })).toBeVisible();
  for (const key of ["charts.months_table", "charts.regions_table"]) {
    const folded = page.locator("details", { hasText: words("ru", key) });
    await expect(folded.getByRole("table")).toBeHidden();
    await folded.getByText(words("ru", key)).click();
    await expect(folded.getByRole("table")).toBeVisible();
  }
});

test("a number leads to its list, and the back button to the figures", async ({ page, sites }) => {
  const address = `${sites.real}/en/dashboard?phase=phase-1&as_of=2022-06-30`;
  await page.goto(address);
  await page.locator('a.tile[href*="KZ-71"]').click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^15\scertificates: Astana/);
  await expect(page.getByRole("row")).toHaveCount(16);
  await page.getByRole("link", { name: "Remove the filter: Astana" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^110\scertificates/);
  await page.getByRole("link", { name: words("en", "ui.next_page") }).click();
  await expect(page).toHaveURL(/&page=2$/);
  await expect(page.locator(".pages [aria-current=page]")).toHaveText("2");
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.locator(".sun__n")).toHaveText("110");
});

test("the list's way back keeps what it was narrowed to", async ({ page, sites }) => {
  await page.goto(`${sites.real}/ru/dashboard/certificates?phase=phase-1&as_of=2022-06-30&region=KZ-71`);
  const crumbs = page.getByRole("navigation", { name: words("ru", "ui.you_are_here") });
  await crumbs.getByRole("link", { name: words("ru", "dashboard.title") }).click();
  await expect(page).toHaveURL(`${sites.real}/ru/dashboard?phase=phase-1&as_of=2022-06-30&region=KZ-71`);
  await expect(page.locator(".sun__n")).toHaveText("15");
});

for (const width of [390, 1440]) {
  test(`the filter narrows the figures to a region on a screen of ${width} px`, async ({ page, sites }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${sites.real}/kk/dashboard?phase=phase-1`);
    const region = page.getByLabel(words("kk", "ui.region"), { exact: true });
    if (width < 960) {
      await expect(region).toBeHidden();
      await page.getByText(words("kk", "dashboard.filter")).click();
    }
    await region.selectOption("KZ-71");
    await page.getByRole("button", { name: words("kk", "ui.show_narrowed") }).click();
    expect(new URL(page.url()).searchParams.get("region")).toBe("KZ-71");
    expect(await numberIn(page.locator(".sun__n"))).toBe(EXPECTED.phase_1.by_region["KZ-71"]);
    await expect(region).toHaveValue("KZ-71");
    // the breakdown by region would say nothing now
    await expect(page.locator(".tiles")).toHaveCount(0);
    await page.locator(".chip").click();
    expect(await numberIn(page.locator(".sun__n"))).toBe(EXPECTED.phase_1.trained);
  });
}

test("a wrong day stays in its field, with what is wrong beside it, and can be corrected there", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    const answer = await page.goto(`${sites.real}/${locale}/dashboard?phase=phase-1&as_of=31.02.2022&region=KZ-71`);
    expect(answer?.status()).toBe(422);
    await expect(page).toHaveTitle(words(locale, "forms.error_title", { title: words(locale, "dashboard.title") }) + ` · ${words(locale, "layout.name")}`);
    const day = page.getByLabel(words(locale, "dashboard.as_of"), { exact: true });
    await expect(day).toHaveValue("31.02.2022");
    await expect(day).toHaveAttribute("aria-invalid", "true");
    await expect(day).toHaveAccessibleDescription(words(locale, "problems.day_impossible"));
    await expect(page.locator(".sun")).toHaveCount(0);
    const summary = page.getByRole("alert");
    await expect(summary).toBeFocused();
    await summary.getByRole("link").click();
    await expect(day).toBeFocused();
    await day.fill("30.06.2022");
    await page.keyboard.press("Enter");
    await expect(page.locator(".sun__n")).toHaveText("15");
    await expect(page.getByLabel(words(locale, "ui.region"), { exact: true })).toHaveValue("KZ-71");
  }
});

test("everything wrong with an address is told together", async ({ page, sites }) => {
  const answer = await page.goto(`${sites.real}/en/dashboard?phase=phase-9&as_of=2999-01-01&region=KZ-99&sex=x`);
  expect(answer?.status()).toBe(422);
  await expect(page.getByRole("alert").getByRole("listitem")).toHaveCount(4);
  await expect(page.getByRole("alert")).toContainText(words("en", "problems.day_in_future"));
  await expect(page.getByLabel("Region", { exact: true })).toHaveValue("KZ-99");
  const list = await page.goto(`${sites.real}/en/dashboard/certificates?phase=phase-1&month=2022-13`);
  expect(list?.status()).toBe(422);
});

test("a page that a list does not have is none", async ({ page, sites }) => {
  for (const number of ["4", "0", "x"]) {
    const answer = await page.goto(`${sites.real}/en/dashboard/certificates?phase=phase-1&page=${number}`);
    expect(answer?.status(), number).toBe(404);
  }
});
