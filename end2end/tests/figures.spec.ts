// Every number of the dashboard against the lists behind it, and against what was counted without the program.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import type { Page } from "@playwright/test";
import { LIST, ROOT } from "../servers.ts";
import { EXPECTED, type Expected, LOCALES, expect, signIn, test } from "./support.ts";

test.beforeEach(({ page, sites }) => signIn(page, sites.real, sites.accounts.real));

interface Link {
  href: string;
  shown: string;
}

/** Every link of the page to a list of certificates, with the number it shows. */
function numbers(page: Page): Promise<Link[]> {
  return page.locator('main a[href*="/dashboard/certificates"]').evaluateAll((links) =>
    links.map((link) => ({
      href: (link as HTMLAnchorElement).href,
      shown: (link.querySelector("b, .sun__n") ?? link).textContent.replace(/\s/g, ""),
    })),
  );
}

/** How many certificates a list has: by its heading, and by its rows on all its pages. */
async function listed(page: Page, href: string) {
  let heading = -1;
  let rows = 0;
  for (let number = 1; rows !== heading && number <= 10; number += 1) {
    const answer = await page.request.get(number === 1 ? href : `${href}&page=${number}`);
    expect(answer.status(), href).toBe(200);
    const html = await answer.text();
    heading = Number(/<h1>\D*(\d+)/.exec(html)?.[1]);
    rows += html.match(/<th role="rowheader"/g)?.length ?? 0;
  }
  return { heading, rows };
}

const VIEWS: [string, "real" | "demo", string][] = [
  ["phase 1", "real", "/ru/dashboard?phase=phase-1"],
  ["phase 1 on a day", "real", "/kk/dashboard?phase=phase-1&as_of=2022-06-30"],
  ["a part of phase 1", "real", "/en/dashboard?phase=phase-1&sex=female&course=NRC-03"],
  ["the demonstration", "demo", "/en/dashboard"],
];

for (const [name, site, path] of VIEWS) {
  test(`every number of ${name} opens exactly so many certificates`, async ({ page, sites }) => {
    await signIn(page, sites[site], site === "real" ? sites.accounts.real : sites.accounts.officer);
    await page.goto(`${sites[site]}${path}`);
    const links = await numbers(page);
    expect(links.length).toBeGreaterThan(30);
    const shown = new Map<string, Set<string>>();
    for (const { href, shown: number } of links) shown.set(href, (shown.get(href) ?? new Set()).add(number));
    for (const [href, different] of shown) {
      const [number] = different;
      expect(different.size, `links to ${href} show one number`).toBe(1);
      expect(await listed(page, href), href).toEqual({ heading: Number(number), rows: Number(number) });
    }
  });
}

async function expectFigures(page: Page, expected: Expected) {
  await expect(page.locator(".sun__n")).toHaveText(String(expected.trained));
  const shown = new Map((await numbers(page)).map(({ href, shown: number }) => [href, Number(number)]));
  const one = (field: string, value: string | null) =>
    [...shown].filter(([href]) => {
      const asked = new URL(href).searchParams;
      const narrowed = ["region", "profession", "sex", "organization_type", "language", "course", "month", "all"].filter((name) => asked.has(name));
      return value === null ? narrowed.length === 0 : narrowed.join() === field && asked.get(field) === value;
    });
  expect(one("", null).map(([, number]) => number)).toEqual([expected.trained]);
  expect(one("all", "1").map(([, number]) => number)).toEqual([expected.certificates]);
  for (const field of ["region", "profession", "sex", "course", "month"] as const) {
    for (const [value, number] of Object.entries(expected[`by_${field}`])) {
      expect(one(field, value).map(([, found]) => found), `${field} ${value}`).toEqual([number]);
    }
  }
}

test("phase 1 shows every breakdown that was worked out without the program", async ({ page, sites }) => {
  for (const locale of LOCALES) {
    await page.goto(`${sites.real}/${locale}/dashboard?phase=phase-1`);
    await expectFigures(page, EXPECTED.phase_1);
  }
});

test("on 30 June 2022 there were 110", async ({ page, sites }) => {
  await page.goto(`${sites.real}/en/dashboard?phase=phase-1&as_of=2022-06-30`);
  expect(EXPECTED.phase_1_as_of_2022_06_30.trained).toBe(110);
  await expectFigures(page, EXPECTED.phase_1_as_of_2022_06_30);
  await expect(page.getByText("as of 30 June 2022").first()).toBeVisible();
});

/** The surnames of the centre's list: column B below its heading. */
function surnames(): Set<string> {
  const files = unzipSync(readFileSync(join(ROOT, LIST)));
  const sheet = strFromU8(files["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  const cells = [...sheet.matchAll(/<c r="B(\d+)"[^>]*><is><t[^>]*>([^<]+)</g)];
  const heading = cells.findIndex(([, , text]) => text === "Фамилия");
  return new Set(cells.slice(heading + 1).map(([, , text]) => (text ?? "").trim().toLowerCase()));
}

test("no name of the list stands on the dashboard or in the lists behind it", async ({ page, sites }) => {
  const names = surnames();
  expect(names.size).toBeGreaterThan(40);
  for (const locale of LOCALES) {
    const paths = ["", "/certificates?phase=phase-1", "/certificates?phase=phase-1&page=2", "/certificates?phase=phase-1&page=3"];
    for (const path of paths) {
      const answer = await page.request.get(`${sites.real}/${locale}/dashboard${path}`);
      expect(answer.status(), path).toBe(200);
      const said = (await answer.text()).toLowerCase().match(/[\p{L}-]+/gu) ?? [];
      expect(said.filter((word) => names.has(word)), path).toEqual([]);
    }
  }
});
