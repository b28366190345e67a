import { LOCALES, expect, signIn, test, words } from "./support.ts";

test("a holder takes the document and the credential along, and nobody else can", async ({ page, sites, browser }) => {
  await signIn(page, sites.demo, sites.accounts.trainee);
  await page.goto(`${sites.demo}/en/my`);
  await page.getByRole("link", { name: words("en", "my.open_certificate") }).first().click();
  const address = page.url();
  await expect(page.getByRole("heading", { name: words("en", "certificates.share") })).toBeVisible();
  const pdf = await page.request.get(`${address}.pdf`);
  expect(pdf.status()).toBe(200);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  expect(pdf.headers()["cache-control"]).toBe("no-store");
  const bytes = await pdf.body();
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await (await page.request.get(`${address}.pdf`)).body()).equals(bytes)).toBe(true);
  const jwt = await (await page.request.get(`${address}.jwt`)).text();
  const credential = JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as { type: string[] };
  expect(credential.type).toContain("OpenBadgeCredential");
  expect((await page.request.get(`${address}.json`)).status()).toBe(200);
  // staff have another address for it; a stranger has none
  const stranger = await browser.newPage();
  await stranger.goto(`${address}.pdf`);
  await expect(stranger).toHaveURL(/sign-in\?next=/);
  await signIn(stranger, sites.demo, sites.accounts.officer);
  expect((await stranger.request.get(`${address}.pdf`)).status()).toBe(404);
  await stranger.close();
});

test("a holder has the check show no name, in every language", async ({ page, sites }) => {
  await signIn(page, sites.demo, sites.accounts.trainee);
  for (const locale of LOCALES) {
    await page.goto(`${sites.demo}/${locale}/my`);
    await page.getByRole("link", { name: words(locale, "my.open_certificate") }).first().click();
    const address = page.url();
    const choose = async (key: string) => {
      await page.goto(address);
      await page.getByText(words(locale, key), { exact: true }).click();
      await page.getByRole("button", { name: words(locale, "certificates.save_shown") }).click();
      await expect(page.getByText(words(locale, "certificates.done_shown"))).toBeVisible();
      await page.getByRole("link", { name: words(locale, "certificates.as_others_see") }).click();
    };
    await choose("certificates.show_short");
    await expect(page.locator(".person")).toHaveCount(0);
    await expect(page.locator("dt", { hasText: words(locale, "verify.studied") })).toHaveCount(0);
    await choose("certificates.show_name");
    await expect(page.locator("dt", { hasText: words(locale, "verify.studied") })).toBeVisible();
  }
});

test("staff find a certificate by its state, and take the register, its document and a duplicate along", async ({ page, sites }) => {
  await signIn(page, sites.demo, sites.accounts.staff);
  await page.goto(`${sites.demo}/ru/staff/certificates`);
  await page.getByLabel(words("ru", "certificates.state")).selectOption("revoked");
  await page.getByRole("button", { name: words("ru", "ui.show_narrowed") }).click();
  await expect(page).toHaveURL(/state=revoked/);
  await expect(page.locator("tbody tr").first()).toContainText("Отозван");
  const workbook = await page.request.get(`${sites.demo}/ru/staff/certificates.xlsx?state=revoked`);
  expect((await workbook.body()).subarray(0, 2).toString()).toBe("PK");
  await page.goto(`${sites.demo}/ru/staff/certificates?state=valid`);
  await page.locator("tbody a").first().click();
  const address = page.url();
  for (const file of [`${address}.pdf`, `${address}/duplicate.pdf`]) {
    const pdf = await page.request.get(file);
    expect((await pdf.body()).subarray(0, 5).toString(), file).toBe("%PDF-");
  }
  await page.reload();
  await expect(page.locator(".log li").first()).toContainText(words("ru", "certificates.was_printed"));
});

test("a PDF is the very file, a genuine credential in another file, or not ours", async ({ page, sites }, { project }) => {
  test.skip(project.name === "without JavaScript", "a PDF is read by a script");
  await signIn(page, sites.demo, sites.accounts.trainee);
  await page.goto(`${sites.demo}/en/my`);
  await page.getByRole("link", { name: words("en", "my.open_certificate") }).first().click();
  const issued = await (await page.request.get(`${page.url()}.pdf`)).body();
  const files = [
    { buffer: issued, key: "verify.very_file" },
    { buffer: Buffer.concat([issued, Buffer.from("\n% saved anew\n")]), key: "verify.another_file" },
    { buffer: Buffer.from("%PDF-1.7\n%%EOF\n"), key: "verify.not_ours" },
  ];
  for (const locale of LOCALES) {
    await page.goto(`${sites.demo}/${locale}/verify`);
    for (const { buffer, key } of files) {
      await page.locator("#scan-pdf").setInputFiles({ name: "certificate.pdf", mimeType: "application/pdf", buffer });
      await expect(page.locator("#scan-answers h2, #scan-answers h3").first()).toHaveText(words(locale, key));
    }
  }
});
