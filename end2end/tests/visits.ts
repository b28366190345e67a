// The pages that every measure is taken of, and who must be signed in to see each.
import type { SignIn, Sites } from "../servers.ts";
import { EVERY_LOOK, EXTREMES, type Look } from "./axe.ts";
import { isRelease } from "./support.ts";

/** The first run of the story, which was over long ago. */
export const OVER = "NRC-01-2112-1";

/** Who must be signed in to see a page, by its site and what follows the language. */
export function reader({ real, demo, accounts }: Sites, address: string): SignIn | undefined {
  const { origin, pathname } = new URL(address);
  const path = pathname.replace(/^\/\w+/, "");
  if (path.startsWith("/dashboard")) return origin === new URL(real).origin ? accounts.real : accounts.officer;
  if (origin !== new URL(demo).origin) return undefined;
  if (path.startsWith("/admin")) return accounts.administrator;
  return path.startsWith("/my") ? accounts.trainee : undefined;
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
