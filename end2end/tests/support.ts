// What every test of a page shares: the sites, the languages, and an eye on what no page may do.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, type Cookie, type Locator, type Page, expect, request, test as base } from "@playwright/test";
import { type Demonstration, ROOT, type Registry, SITES, type SignIn, type Sites, startDemonstration, startRegistry } from "../servers.ts";

export { expect };

/** A debug build sends its files as they are, and has a page that shows every part in every state. */
export const isRelease = process.env.MAMAN_RELEASE === "1";

export const LOCALES = ["kk", "ru", "en"] as const;
export type Locale = (typeof LOCALES)[number];

type Section = Record<string, string>;

function json<T>(file: string): T {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8")) as T;
}

const TEXTS = Object.fromEntries(
  LOCALES.map((locale) => [locale, json<Record<string, Section>>(`locales/${locale}.json`)]),
);

/** A text of the product, such as `verify.valid`, with its values filled in. */
export function words(locale: Locale, key: string, values: Record<string, string> = {}): string {
  const [section = "", name = ""] = key.split(".");
  const text = TEXTS[locale]?.[section]?.[name];
  if (text === undefined) throw new Error(`${locale} has no text ${key}`);
  return text.replace(/{{ (\w+) }}/g, (_, value: string) => values[value] ?? "");
}

/** Counts of the centre's list, worked out without the product. */
export interface Expected {
  trained: number;
  certificates: number;
  by_region: Record<string, number>;
  by_sex: Record<string, number>;
  by_profession: Record<string, number>;
  by_course: Record<string, number>;
  by_month: Record<string, number>;
}

export const EXPECTED = json<{ phase_1: Expected; phase_1_as_of_2022_06_30: Expected }>(
  "tests/data/phase1-participants.expected.json",
);

/** The number that an element shows. */
export async function numberIn(element: Locator): Promise<number> {
  const text = (await element.textContent()) ?? "";
  expect(text, "an element that shows one number").toMatch(/^\s*\d[\d\s]*$/);
  return Number(text.replace(/\s/g, ""));
}

/** How many pixels of the page stand beyond its right edge. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // until its own faces have come, the page stands in wider ones of the system
    await document.fonts.ready;
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
}

/** The cookies of whoever this process has signed in already, by site and address. */
const signedIn = new Map<string, Promise<Cookie[]>>();

async function begin(site: string, { email, password }: SignIn): Promise<Cookie[]> {
  // with nobody's cookie: whoever signs in ends the session that they come with, and another test may be in it
  const fresh = await request.newContext();
  const answer = await fresh.post(`${site}/en/sign-in`, { form: { email, password }, maxRedirects: 0 });
  expect(answer.status(), `signing in with ${email}`).toBe(303);
  const { cookies } = await fresh.storageState();
  await fresh.dispose();
  return cookies;
}

/** The cookies of somebody who is signed in. A password takes much work on purpose, so one session serves all tests. */
export function sessionOf(site: string, account: SignIn): Promise<Cookie[]> {
  const key = `${site} ${account.email}`;
  const cookies = signedIn.get(key) ?? begin(site, account);
  signedIn.set(key, cookies);
  return cookies;
}

/** Signs the browser in, as the form would. */
export async function signIn(page: Page, site: string, account: SignIn) {
  await page.context().addCookies(await sessionOf(site, account));
}

/** The pages with an island, and all that they may ask for. */
const ISLAND = { page: /^\/(kk|ru|en)\/(courses|staff\/runs\/[^/]+\/attendance|verify(\/[^/]+)?|dashboard\/editions)$|^\/v\//, files: /^\/pkg-[^/]+\/(islands|maman|check|check_wasm|sw)\.js$|^\/sw\.js$|^\/pkg-[^/]+\/(maman|check_wasm)_bg\.wasm$/ };

/** Collects everything that no page of the product may do. */
function watch(context: BrowserContext, own: () => string[]): string[] {
  const seen: string[] = [];
  context.on("request", (request) => {
    const kind = request.resourceType();
    const { pathname } = new URL(request.url());
    if (!own().some((site) => request.url().startsWith(`${site}/`))) seen.push(`a request to another site: ${request.url()}`);
    const isScript = kind === "script" || /\.(js|wasm)$/.test(pathname);
    // a request of the worker belongs to no page
    const isOfIsland = ISLAND.files.test(pathname) && (request.serviceWorker() !== null || ISLAND.page.test(new URL(request.frame().url()).pathname));
    if (isScript && !isOfIsland) seen.push(`a script: ${request.url()}`);
  });
  context.on("response", (response) => {
    const isPage = response.request().resourceType() === "document";
    if (!isPage && response.status() >= 400) seen.push(`${response.status()} for ${response.url()}`);
  });
  context.on("weberror", (error) => seen.push(`an error: ${error.error().message}`));
  context.on("console", (message) => {
    // an error page is told there as well, under its status
    const isStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isStatus) seen.push(`${message.location().url}: ${message.text()}`);
  });
  return seen;
}

/** The cookie of a session. */
export function sessionCookie(site: string, session: string) {
  return { name: "__Host-session", value: session, url: site.replace("http:", "https:"), secure: true };
}

/**
 * `alone` is a demonstration that no other test sees, and `registry` one of people who are signed in; each is started
 * for tests that name it.
 */
export const test = base.extend<{ sites: Sites; alone: string; registry: Registry; watched: { sites: string[] } }>({
  sites: async ({}, use) => {
    await use(JSON.parse(process.env[SITES] ?? "{}") as Sites);
  },
  watched: [
    async ({ context, sites }, use) => {
      const own = [sites.real, sites.demo];
      const seen = watch(context, () => own);
      await use({ sites: own });
      expect([...new Set(seen)], "what no page may do").toEqual([]);
    },
    { auto: true },
  ],
  registry: async ({ watched }, use) => {
    const registry = await startRegistry(60);
    watched.sites.push(registry.site);
    await use(registry);
    await registry.stop();
  },
  alone: async ({ watched }, use) => {
    const { site, stop }: Demonstration = await startDemonstration();
    watched.sites.push(site);
    await use(site);
    await stop();
    // the next one may get its address
    for (const key of signedIn.keys()) if (key.startsWith(`${site} `)) signedIn.delete(key);
  },
});
