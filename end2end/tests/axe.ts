// What axe finds on a page, in every way that the page is looked at.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type Axe from "axe-core";
import { ROOT } from "../servers.ts";
import { expect, overflow } from "./support.ts";

const SOURCE = readFileSync(join(ROOT, "end2end/node_modules/axe-core/axe.min.js"), "utf8");

const ALL: Axe.RunOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
/** All that a scheme can change: `style/tokens.css` gives the two other colours and nothing else. */
const COLOURS: Axe.RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** One way to look at a page. Without rules it is only to fit. */
export interface Look {
  scheme: "light" | "dark";
  width: number;
  rules?: Axe.RunOnly;
}

export const EVERY_LOOK: Look[] = [
  { scheme: "light", width: 320, rules: ALL },
  { scheme: "dark", width: 320, rules: COLOURS },
  // laid out as at 320 px, with more room
  { scheme: "dark", width: 390 },
  { scheme: "dark", width: 1440, rules: ALL },
  { scheme: "light", width: 1440, rules: COLOURS },
];
/** Pages made of the same parts need no more; the gallery has every part in every look. */
export const EXTREMES: Look[] = [
  { scheme: "light", width: 320, rules: ALL },
  { scheme: "dark", width: 1440, rules: ALL },
];

/** What axe finds, in lines that say where. */
async function findings(page: Page, runOnly: Axe.RunOnly): Promise<string[]> {
  // it is long, and so put into a page once, however often that is looked at
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const { violations } = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${help}. ${failureSummary ?? ""}`),
    );
  }, runOnly);
}

/** Words that stand in their own colour on it, where the reader's system chooses the colours. */
function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement("span");
    canvas.style.color = "Canvas";
    document.body.append(canvas);
    const paper = getComputedStyle(canvas).color;
    canvas.remove();
    const ground = (element: Element | null): string => {
      if (!element) return paper;
      const colour = getComputedStyle(element).backgroundColor;
      return colour === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : colour;
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const { parentElement: element, textContent: words } = texts.currentNode;
      if (!element || !words?.trim() || element.closest("svg") || !element.checkVisibility()) continue;
      if (getComputedStyle(element).color === ground(element)) found.push(words.trim());
    }
    return found;
  });
}

/** Looks at a page in these ways, and once in forced colours; what is folded is looked at as well. */
export async function look(page: Page, looks: Look[]) {
  await page.waitForLoadState();
  await page.locator("details").evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
  for (const { scheme, width, rules } of looks) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    const how = `${new URL(page.url()).pathname}, ${scheme}, ${width} px`;
    if (rules) expect.soft(await findings(page, rules), how).toEqual([]);
    expect.soft(await overflow(page), `pixels beyond the edge: ${how}`).toBe(0);
  }
  await page.emulateMedia({ forcedColors: "active" });
  expect.soft(await unreadable(page), `${page.url()}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: "none" });
}

/** Opens a page that is to answer so, and looks at its extremes. */
export async function see(page: Page, address: string, status = 200) {
  const answer = await page.goto(address);
  expect(answer?.status(), address).toBe(status);
  await look(page, EXTREMES);
}

/** Sends the form of a page as it stands, and looks at the page that comes back with what is wrong. */
export async function sendBack(page: Page, status = 422) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  // the page that was sent may have an alert already
  const opened = page.waitForEvent("load");
  await page.locator('main form[method="post"] button:not(.link)').first().click();
  expect((await answered).status(), page.url()).toBe(status);
  await opened;
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, EXTREMES);
}
