// Pages that every measure is taken of, and the reader who is signed in to see each. The program lists its addresses;
// here stand only the states of pages that an address alone does not name.
import { execFileSync } from "node:child_process";
import { type APIRequestContext, type Page, request as requests } from "@playwright/test";
import { PROGRAM, ROOT, type SignIn, type Sites } from "../servers.ts";
import { EVERY_LOOK, EXTREMES, type Look } from "./axe.ts";
import { openRun } from "./people.ts";
import { expect, isRelease, sessionOf, signIn } from "./support.ts";

/** The first run of the story, which was over long ago. */
export const OVER = "NRC-01-2112-1";

type Audience =
  | "everybody"
  | "accounts"
  | "trainees"
  | "run_team"
  | "staff"
  | "figure_readers"
  | "administrators"
  | "demonstration";

/** Every page of the product: its path, such as `/{locale}/runs/{run}`, and who may see it. */
const SITE_MAP = JSON.parse(execFileSync(PROGRAM, ["site-map"], { cwd: ROOT, encoding: "utf8" })) as {
  pattern: string;
  audience: Audience;
}[];

/** The page that a path leads to; a path written out comes before one with parts. */
function pageAt(path: string) {
  const words = path.split("/");
  const fits = SITE_MAP.filter(({ pattern }) => {
    const parts = pattern.split("/");
    return parts.length === words.length && parts.every((part, at) => part.startsWith("{") || part === words[at]);
  });
  return fits.sort((a, b) => a.pattern.split("{").length - b.pattern.split("{").length)[0];
}

/** Who must be signed in to see a page. */
export function reader({ real, demo, accounts }: Sites, address: string): SignIn | undefined {
  const { origin, pathname } = new URL(address);
  const audience = pageAt(pathname)?.audience;
  if (origin !== new URL(demo).origin) {
    return audience === "figure_readers" && origin === new URL(real).origin ? accounts.real : undefined;
  }
  switch (audience) {
    case "accounts":
    case "trainees":
      return accounts.trainee;
    case "run_team":
    case "staff":
      return accounts.staff;
    case "figure_readers":
      return accounts.officer;
    case "administrators":
      return accounts.administrator;
    default:
      return undefined;
  }
}

export type Visit = readonly [name: string, address: (sites: Sites) => string, status: number, looks: Look[]];

export const PAGES: Visit[] = [
  ["home with runs", ({ demo }) => `${demo}/LANG`, 200, EVERY_LOOK],
  ["home of a reached target", ({ real }) => `${real}/LANG`, 200, EVERY_LOOK],
  ["the dashboard of phase 1", ({ real }) => `${real}/LANG/dashboard?phase=phase-1`, 200, EVERY_LOOK],
  ["the dashboard of the demonstration", ({ demo }) => `${demo}/LANG/dashboard`, 200, EVERY_LOOK],
  ["a narrowed dashboard", ({ real }) => `${real}/LANG/dashboard?phase=phase-1&region=KZ-71&sex=female`, 200, EXTREMES],
  ["a dashboard before the first day", ({ real }) => `${real}/LANG/dashboard?phase=phase-1&as_of=2021-01-01`, 200, EXTREMES],
  ["a list", ({ real }) => `${real}/LANG/dashboard/certificates?phase=phase-1&page=2`, 200, EXTREMES],
  ["a list with a filter", ({ demo }) => `${demo}/LANG/dashboard/certificates?sex=male&all=1`, 200, EXTREMES],
  ["an empty list", ({ real }) => `${real}/LANG/dashboard/certificates?phase=phase-1&month=2023-01`, 200, EXTREMES],
  ["a wrong filter", ({ real }) => `${real}/LANG/dashboard?as_of=x&region=y`, 422, EXTREMES],
  ["the catalogue", ({ demo }) => `${demo}/LANG/courses`, 200, EVERY_LOOK],
  ["a narrowed catalogue", ({ demo }) => `${demo}/LANG/courses?q=a&format=online&open=1`, 200, EXTREMES],
  ["a catalogue with nothing in it", ({ demo }) => `${demo}/LANG/courses?q=zzzz`, 200, EXTREMES],
  ["a course", ({ demo }) => `${demo}/LANG/courses/NRC-09`, 200, EVERY_LOOK],
  ["a course without runs", ({ demo }) => `${demo}/LANG/courses/NRC-03`, 200, EXTREMES],
  ["sign-up", ({ demo }) => `${demo}/LANG/sign-up`, 200, EXTREMES],
  ["a link that is over", ({ demo }) => `${demo}/LANG/sign-up/confirm?token=0`, 410, EXTREMES],
  ["sign-in", ({ demo }) => `${demo}/LANG/sign-in`, 200, EXTREMES],
  ["sign-out", ({ demo }) => `${demo}/LANG/sign-out`, 200, EXTREMES],
  ["a reset", ({ demo }) => `${demo}/LANG/reset-password`, 200, EXTREMES],
  ["my courses", ({ demo }) => `${demo}/LANG/my`, 200, EVERY_LOOK],
  ["the profile", ({ demo }) => `${demo}/LANG/my/profile`, 200, EVERY_LOOK],
  ["security", ({ demo }) => `${demo}/LANG/my/security`, 200, EXTREMES],
  ["my data", ({ demo }) => `${demo}/LANG/my/data`, 200, EXTREMES],
  ["the transcript", ({ demo }) => `${demo}/LANG/my/transcript`, 200, EVERY_LOOK],
  ["personal data", ({ demo }) => `${demo}/LANG/privacy`, 200, EXTREMES],
  ["the mailbox", ({ demo }) => `${demo}/LANG/demo/mail`, 200, EXTREMES],
  ["the settings", ({ demo }) => `${demo}/LANG/admin/settings`, 200, EXTREMES],
  ["the check", ({ demo }) => `${demo}/LANG/verify`, 200, EXTREMES],
  ["a valid certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.valid}`, 200, EXTREMES],
  ["an expired certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.expired}`, 200, EXTREMES],
  ["a revoked certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.revoked}`, 200, EXTREMES],
  ["a replaced certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.replaced}`, 200, EXTREMES],
  ["an unknown code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.unknown}`, 404, EXTREMES],
  ["a mistyped code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.mistyped}`, 422, EXTREMES],
  ...(isRelease ? [] : [["every part", ({ demo }: Sites) => `${demo}/LANG/gallery`, 200, EVERY_LOOK] as const]),
  ["a page that does not exist", ({ demo }) => `${demo}/LANG/no-such-page`, 404, EXTREMES],
];

/** The two records of the story that may be one person, as staff find them. */
async function twins({ demo, accounts }: Sites): Promise<string> {
  const staff = await requests.newContext({ storageState: { cookies: await sessionOf(demo, accounts.staff), origins: [] } });
  const page = await (await staff.get(`${demo}/en/staff/specialists/duplicates`)).text();
  await staff.dispose();
  const [, pair] = /duplicates\/([0-9a-f-]+_[0-9a-f-]+)"/.exec(page) ?? [];
  if (!pair) throw new Error("the demonstration has no possible duplicates");
  return pair;
}

/** The account of the story's trainer, as administrators find it. */
async function trainersAccount({ demo, accounts }: Sites): Promise<string> {
  const admin = await requests.newContext({ storageState: { cookies: await sessionOf(demo, accounts.administrator), origins: [] } });
  const page = await (await admin.get(`${demo}/en/admin/accounts`)).text();
  await admin.dispose();
  const [, account] = /admin\/accounts\/([^"]+)">trainer@/.exec(page) ?? [];
  if (!account) throw new Error("the demonstration has no trainer");
  return account;
}

/** The number of a certificate of the story's trainee. */
async function ownNumber({ demo, accounts }: Sites): Promise<string> {
  const trainee = await requests.newContext({ storageState: { cookies: await sessionOf(demo, accounts.trainee), origins: [] } });
  const page = await (await trainee.get(`${demo}/en/my`)).text();
  await trainee.dispose();
  const [, number] = /my\/certificates\/([^"]+)"/.exec(page) ?? [];
  if (!number) throw new Error("the trainee of the demonstration has no certificate");
  return number;
}

/** The number of an edition: one that is there, or else the one that is fixed for it. */
async function fixedEdition({ demo, accounts }: Sites): Promise<string> {
  const staff = await requests.newContext({ storageState: { cookies: await sessionOf(demo, accounts.staff), origins: [] } });
  const list = `${demo}/en/dashboard/editions`;
  const found = async () => /editions\/(\d+)"/.exec(await (await staff.get(list)).text())?.[1];
  let number = await found();
  if (!number) {
    await staff.post(list, { multipart: { action: "fix", view: "", title: "Quarter 3", note: "" }, headers: { origin: demo } });
    number = await found();
  }
  await staff.dispose();
  if (!number) throw new Error("no edition was fixed");
  return number;
}

/** What stands for a part of a path on the demonstration. In the run, the trainee of the story is offered a place. */
const PARTS: Record<string, (sites: Sites, request: APIRequestContext) => string | undefined | Promise<string>> = {
  course: () => "NRC-09",
  code: ({ codes }) => codes.valid,
  number: () => "NRC-2026-00001",
  "my number": ownNumber,
  account: trainersAccount,
  pair: twins,
  id: async (sites) => (await twins(sites)).split("_")[0] ?? "",
  run: ({ demo }, request) => openRun(request, demo, "NRC-05"),
  edition: fixedEdition,
};

/** What follows a path that alone names nothing. */
const QUERIES: Record<string, string> = { "/{locale}/my/profile/withdraw-consent": "?kind=processing" };

/** The address of a run that leads on to its first page. */
const LEADS_ON = "/{locale}/staff/runs/{run}";

/**
 * The pages of the site map that no visit of the list opens, in a language, on the demonstration: a page that is added
 * is on no list to be forgotten.
 */
async function otherPages(sites: Sites, request: APIRequestContext, locale: string): Promise<string[]> {
  const listed = new Set(PAGES.map(([, address]) => pageAt(new URL(address(sites).replace("LANG", locale)).pathname)));
  const others = SITE_MAP.filter((page) => !listed.has(page) && page.pattern !== LEADS_ON).map(async ({ pattern }) => {
    let path = pattern;
    for (const [whole, name = ""] of pattern.matchAll(/{(\w+)}/g)) {
      const word = name === "locale" ? locale : await (PARTS[pattern.includes("/my/") ? `my ${name}` : name] ?? PARTS[name])?.(sites, request);
      if (!word) throw new Error(`${pattern}: say in PARTS what stands for ${whole}`);
      path = path.replace(whole, word);
    }
    return sites.demo + path + (QUERIES[pattern] ?? "");
  });
  return Promise.all(others);
}

/** Opens each of these pages as a reader who may see it, and looks at it. */
export async function visitOthers(page: Page, sites: Sites, locale: string, look: () => Promise<void>) {
  for (const address of await otherPages(sites, page.request, locale)) {
    const who = reader(sites, address);
    await page.context().clearCookies();
    if (who) await signIn(page, sites.demo, who);
    const answer = await page.goto(address);
    expect(page.url(), `${address} leads elsewhere`).toBe(address);
    // 410: the link of no letter is over
    expect([200, 410], address).toContain(answer?.status());
    await look();
  }
}
