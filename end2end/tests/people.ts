// People who sign up, and their way into a run: by the pages, as a reader goes it, and by requests where a test
// only needs them to be there.
import type { APIRequestContext, Page } from "@playwright/test";
import { type Locale, expect, words } from "./support.ts";

/** Somebody invented, with all that a profile asks. */
export interface Person {
  email: string;
  password: string;
  surname: string;
  given_name: string;
}

export const PASSWORD = "amber-lantern-quilt-52";

let made = 0;

/** Nobody has this address yet, in whatever process a test runs. */
export function somebody(): Person {
  made += 1;
  const email = `p${process.pid}-${Date.now().toString(36)}-${made}@people.example`;
  return { email, password: PASSWORD, surname: "Үлгіқызы", given_name: "Сынақ" };
}

const PROFILE = { birth_date: "17.03.1990", sex: "female", region: "KZ-71", profession: "psychologist" };

/** Fills in what a profile must have, and the consent without which nobody enrolls. */
export async function fillProfile(page: Page, { surname, given_name }: Person) {
  await page.locator("#surname").fill(surname);
  await page.locator("#given_name").fill(given_name);
  await page.locator("#birth_date").fill(PROFILE.birth_date);
  await page.locator(`[name=sex][value=${PROFILE.sex}]`).check();
  await page.locator("#region").selectOption(PROFILE.region);
  await page.locator("#profession").selectOption(PROFILE.profession);
  await page.locator("#consent_processing").check();
}

/** The address in the last letter to somebody that leads to this page, as the mailbox of the demonstration shows it. */
async function link(page: Page, site: string, locale: Locale, email: string, path: string) {
  await page.goto(`${site}/${locale}/demo/mail`);
  const letter = page.locator("main li.panel", { hasText: email }).first();
  await letter.locator("summary").click();
  return letter.locator(`a[href*="${path}"]`);
}

/** Opens the link of a letter in the mailbox of the demonstration. */
export async function openLetter(page: Page, site: string, locale: Locale, email: string, path: string) {
  await (await link(page, site, locale, email, path)).click();
  await expect(page).toHaveURL(new RegExp(path));
}

/** Signs up by the pages: the form, the letter, its button. */
export async function signUp(page: Page, site: string, locale: Locale, person: Person) {
  await page.goto(`${site}/${locale}/sign-up`);
  await page.locator("#email").fill(person.email);
  await page.locator("#password").fill(person.password);
  await page.getByRole("button", { name: words(locale, "accounts.sign_up_button") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words(locale, "accounts.sent"));
  await openLetter(page, site, locale, person.email, "/sign-up/confirm");
  await page.getByRole("button", { name: words(locale, "accounts.confirm_button") }).click();
  await expect(page).toHaveURL(`${site}/${locale}/my`);
}

/** Signs in by the form, wherever it stands. */
export async function fillSignIn(page: Page, locale: Locale, email: string, password: string) {
  const form = page.locator("main form", { has: page.locator("#email") });
  await form.locator("#email").fill(email);
  await form.locator("#password").fill(password);
  await form.getByRole("button", { name: words(locale, "layout.sign_in"), exact: true }).click();
}

/** Where the last letter to somebody leads that leads to this page, as the mailbox of the demonstration shows it. */
export async function wayOf(request: APIRequestContext, site: string, locale: Locale, email: string, path: string): Promise<string> {
  const letters = await (await request.get(`${site}/${locale}/demo/mail`)).text();
  const way = new RegExp(`/${path}\\?token=[0-9a-f]+`);
  const letter = letters.split('<li class="panel card">').find((one) => one.includes(email) && way.test(one)) ?? "";
  const [found] = way.exec(letter) ?? [];
  if (!found) throw new Error(`no letter to ${email} leads to ${path}`);
  return `${site}/${locale}${found}`;
}

/** Makes an account by requests, and leaves them signed in with it. */
export async function join(request: APIRequestContext, site: string, locale: Locale, person: Person) {
  const { email, password } = person;
  const send = async (path: string, form: Record<string, string>) => {
    const answer = await request.post(`${site}/${locale}/${path}`, { form, maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
  };
  await send("sign-up", { email, password });
  const way = new URL(await wayOf(request, site, locale, email, "sign-up/confirm"));
  await send("sign-up/confirm", { token: way.searchParams.get("token") ?? "" });
}

/** Enrolls whoever is signed in by a request; says what came of it. */
export async function enroll(request: APIRequestContext, site: string, locale: Locale, run: string, person: Person) {
  const { surname, given_name } = person;
  const form = { surname, given_name, ...PROFILE, locale, consent_processing: "1" };
  const answer = await request.post(`${site}/${locale}/runs/${run}/enroll`, { form, maxRedirects: 0 });
  expect(answer.status(), `enrolling in ${run}`).toBe(303);
  // what the page after the form reports travels in a cookie
  return /__Host-flash=(\w+)/.exec(answer.headers()["set-cookie"] ?? "")?.[1] ?? null;
}

/** The run of a course that takes applications, by its code. */
export async function openRun(request: APIRequestContext, site: string, course: string): Promise<string> {
  const page = await (await request.get(`${site}/en/courses/${course}`)).text();
  const [, run] = /href="\/en\/runs\/([^"/]+)\/enroll"/.exec(page) ?? /href="\/en\/runs\/([^"/.]+)"/.exec(page) ?? [];
  if (!run) throw new Error(`${course} has no run`);
  return run;
}
