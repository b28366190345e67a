import { LOCALES, type Locale, expect, signIn, test, words } from "./support.ts";

const ANSWERS = [
  { word: "valid", status: 200 },
  { word: "expired", status: 200 },
  { word: "revoked", status: 200 },
  { word: "replaced", status: 200 },
  { word: "unknown", status: 404 },
  { word: "mistyped", status: 422 },
];

// Every letter and digit of a code that has a twin among the Cyrillic ones.
const TWINS: Record<string, string> = {
  "0": "О", "1": "І", A: "А", B: "В", C: "С", E: "Е", H: "Н", K: "К", M: "М", P: "Р", T: "Т", X: "Х",
};

for (const { word, status } of ANSWERS) {
  test(`a code that is ${word} gets its own answer in every language`, async ({ page, sites }) => {
    for (const locale of LOCALES) {
      const answer = await page.goto(`${sites.demo}/${locale}/verify/${sites.codes[word]}`);
      expect(answer?.status()).toBe(status);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, `verify.${word}`));
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
    }
  });
}

test("the answers have six different headings in every language", () => {
  for (const locale of LOCALES) {
    expect(new Set(ANSWERS.map(({ word }) => words(locale, `verify.${word}`))).size).toBe(ANSWERS.length);
  }
});

test("a valid certificate tells holder, course and dates, and how to check another", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/en/verify/${sites.codes.valid}`);
  await expect(page.locator(".person")).toHaveText(/\S+ \S+/);
  for (const key of ["verify.course", "verify.volume", "verify.studied", "verify.issued", "ui.issuer"]) {
    await expect(page.locator("dt", { hasText: words("en", key) }).first()).toBeVisible();
  }
  await page.getByLabel(words("en", "ui.check_code")).fill(sites.codes.revoked ?? "");
  await page.getByRole("button", { name: words("en", "ui.check_certificate") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("en", "verify.revoked"));
});

test("case, spaces, dashes and letters that look alike make no difference", async ({ page, sites }) => {
  const code = sites.codes.valid ?? "";
  const plain = code.replaceAll("-", "");
  const spellings = [
    code.toLowerCase(),
    plain,
    ` ${plain.slice(0, 3)} ${plain.slice(3, 7)}   ${plain.slice(7)} `,
    code.replaceAll("-", "–"),
    plain.replaceAll("0", "O").replaceAll("1", "l"),
    [...code].map((letter) => TWINS[letter] ?? letter).join("").toLowerCase(),
  ];
  for (const spelling of spellings) {
    await page.goto(`${sites.demo}/ru/verify`);
    await page.getByLabel(words("ru", "ui.check_code")).fill(spelling);
    await page.keyboard.press("Enter");
    await expect(page, spelling).toHaveURL(`${sites.demo}/ru/verify/${code}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("ru", "verify.valid"));
  }
});

test("a mistyped code stays in its field with what is wrong beside it", async ({ page, sites }) => {
  const typed = sites.codes.mistyped ?? "";
  await page.goto(`${sites.demo}/kk/verify`);
  await page.getByLabel(words("kk", "ui.check_code")).fill(typed);
  const answered = page.waitForResponse((response) => response.request().resourceType() === "document");
  await page.keyboard.press("Enter");
  expect((await answered).status()).toBe(422);
  const field = page.getByLabel(words("kk", "ui.check_code"));
  await expect(field).toHaveValue(typed);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(new RegExp(words("kk", "problems.check_code_mistyped").slice(0, 20)));
  await expect(page).toHaveTitle(new RegExp(words("kk", "forms.error_title", { title: words("kk", "verify.title") })));
});

test("an empty field is asked for", async ({ page, sites }) => {
  const answer = await page.goto(`${sites.demo}/en/verify?code=`);
  expect(answer?.status()).toBe(422);
  await expect(page.getByLabel(words("en", "ui.check_code"))).toHaveAccessibleDescription(
    new RegExp(words("en", "problems.required")),
  );
});

test("a code's short address leads to the answer in the reader's language", async ({ browser, sites, contextOptions }) => {
  const wishes: [string, Locale][] = [["en-GB", "en"], ["ru-KZ", "ru"], ["kk-KZ", "kk"], ["de-DE", "kk"]];
  for (const [wish, locale] of wishes) {
    const context = await browser.newContext({ ...contextOptions, locale: wish });
    const page = await context.newPage();
    await page.goto(`${sites.demo}/v/${sites.codes.expired}`);
    expect(page.url()).toBe(`${sites.demo}/${locale}/verify/${sites.codes.expired}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "verify.expired"));
    await context.close();
  }
});

test("the language chosen last weighs more than the browser's", async ({ page, sites }) => {
  await page.goto(`${sites.demo}/ru`);
  await page.goto(`${sites.demo}/v/${sites.codes.valid}`);
  expect(page.url()).toBe(`${sites.demo}/ru/verify/${sites.codes.valid}`);
});

test("a registration number finds nothing", async ({ page, sites }) => {
  await signIn(page, sites.real, sites.accounts.real);
  await page.goto(`${sites.real}/en/dashboard/certificates?phase=phase-1`);
  const number = (await page.getByRole("rowheader").first().textContent()) ?? "";
  expect(number).toMatch(/\d/);
  await page.goto(`${sites.real}/en/verify`);
  await page.getByLabel(words("en", "ui.check_code")).fill(number);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words("en", "verify.number_given"));
  await expect(page.locator(".person")).toHaveCount(0);
  const api = await page.request.get(`${sites.real}/api/v1/certificates/${encodeURIComponent(number)}`);
  expect(api.status()).toBeGreaterThanOrEqual(400);
});
