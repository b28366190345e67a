import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Sites } from "../servers.ts";
import { LOCALES, expect, overflow, test } from "./support.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCHEMES = ["light", "dark"] as const;

interface Look {
  scheme: (typeof SCHEMES)[number];
  width: number;
}

const EVERY_LOOK: Look[] = [320, 390, 1440].flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));
// Pages made of the same parts need no more than the extremes.
const EXTREMES: Look[] = [{ scheme: "light", width: 320 }, { scheme: "dark", width: 1440 }];

const PAGES: [name: string, address: (sites: Sites) => string, status: number, looks: Look[]][] = [
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
  ["a closed dashboard", ({ closed }) => `${closed}/LANG/dashboard`, 403, EXTREMES],
  ["the check", ({ demo }) => `${demo}/LANG/verify`, 200, EXTREMES],
  ["a valid certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.valid}`, 200, EXTREMES],
  ["an expired certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.expired}`, 200, EXTREMES],
  ["a revoked certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.revoked}`, 200, EXTREMES],
  ["a replaced certificate", ({ demo, codes }) => `${demo}/LANG/verify/${codes.replaced}`, 200, EXTREMES],
  ["an unknown code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.unknown}`, 404, EXTREMES],
  ["a mistyped code", ({ demo, codes }) => `${demo}/LANG/verify/${codes.mistyped}`, 422, EXTREMES],
  ["a page that does not exist", ({ demo }) => `${demo}/LANG/no-such-page`, 404, EXTREMES],
];

/** What axe finds, in lines that say where. */
async function findings(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${help}. ${failureSummary ?? ""}`),
  );
}

for (const locale of LOCALES) {
  for (const [name, address, status, looks] of PAGES) {
    test(`axe finds nothing on ${name} in ${locale}, and nothing stands beyond its edge`, async ({ page, sites }) => {
      const answer = await page.goto(address(sites).replace("LANG", locale));
      expect(answer?.status()).toBe(status);
      // what is folded is looked at as well
      await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
      for (const { scheme, width } of looks) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await findings(page), `${scheme}, ${width} px`).toEqual([]);
        expect.soft(await overflow(page), `pixels beyond the edge, ${width} px`).toBe(0);
      }
    });
  }
}

test("axe finds nothing on the open menu of a phone", async ({ page, sites }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  for (const path of ["/kk", "/kk/dashboard"]) {
    await page.goto(`${sites.demo}${path}`);
    await page.locator(".menu-button").click();
    await expect(page.locator(".site-nav")).toBeVisible();
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      expect.soft(await findings(page), `${path}, ${scheme}`).toEqual([]);
    }
  }
});
