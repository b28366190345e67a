import type { Page } from "@playwright/test";
import { openRun } from "./people.ts";
import { LOCALES, expect, overflow, signIn, test } from "./support.ts";

type Reader = "visitor" | "trainee" | "administrator";

/** Texts that are cut off, and texts of one chart that run into each other. */
function crowded(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await document.fonts.ready;
    const found: string[] = [];
    const words = (element: Element) => (element.textContent ?? "").trim().slice(0, 40);
    const hides = new Set(["hidden", "clip"]);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const style = getComputedStyle(element);
      if (element.closest(".vh, svg") || style.display === "inline" || !words(element)) continue;
      const cut = hides.has(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (cut) found.push(`cut off: <${element.className}> ${words(element)}`);
    }
    for (const tile of document.querySelectorAll(".tile")) {
      const frame = tile.getBoundingClientRect();
      for (const part of tile.querySelectorAll("b, span:not(.vh)")) {
        if (!part.checkVisibility()) continue;
        const box = part.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1) {
          found.push(`beyond its tile: ${words(part)}`);
        }
      }
    }
    for (const picture of document.querySelectorAll(".plot")) {
      const texts = [...picture.querySelectorAll("text")].filter((text) => getComputedStyle(text).display !== "none");
      const boxes = texts.map((text) => ({ words: words(text), box: text.getBoundingClientRect() }));
      const frame = picture.closest("figure")?.getBoundingClientRect();
      boxes.forEach(({ words: one, box: a }, place) => {
        if (frame && (a.left < frame.left || a.right > frame.right)) found.push(`beyond its picture: ${one}`);
        for (const { words: other, box: b } of boxes.slice(place + 1)) {
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          // lines are taller than the letters in them
          if (wide > 1 && high > 0.35 * Math.min(a.height, b.height)) found.push(`run into each other: ${one} / ${other}`);
        }
      });
    }
    return found;
  });
}

for (const locale of LOCALES) {
  test(`texts keep clear of each other and of the edges in ${locale}`, async ({ page, sites }) => {
    const [real, officer] = [sites.accounts.real, sites.accounts.officer];
    const pages = [[`${sites.real}/${locale}/dashboard?phase=phase-1`, real], [`${sites.demo}/${locale}/dashboard`, officer]] as const;
    for (const [address, account] of pages) {
      await signIn(page, new URL(address).origin, account);
      await page.goto(address);
      for (const width of [320, 390, 640, 1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await crowded(page), `${address} at ${width} px`).toEqual([]);
        expect.soft(await overflow(page), `${address} at ${width} px`).toBe(0);
      }
    }
  });

  test(`letters of twice the size lose nothing in ${locale}`, async ({ page, sites }) => {
    await signIn(page, sites.demo, sites.accounts.officer);
    for (const path of ["", "/dashboard", "/dashboard/certificates?region=KZ-71", `/verify/${sites.codes.valid}`]) {
      await page.goto(`${sites.demo}/${locale}${path}`);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      expect.soft(await overflow(page), path).toBe(0);
      expect.soft(await crowded(page), path).toEqual([]);
    }
  });

  test(`no page of a trainee or an administrator is wider than a phone in ${locale}`, async ({ page, sites }) => {
    const run = await openRun(page.request, sites.demo, "NRC-09");
    const views: [Reader, string[]][] = [
      ["visitor", ["", "/courses", "/courses/NRC-02", `/runs/${run}`, "/sign-up", "/sign-in", "/reset-password", "/privacy", "/demo/mail"]],
      ["trainee", ["/my", "/my/profile", "/my/security", "/my/data", "/my/transcript", `/runs/${run}`]],
      ["administrator", ["/admin/settings", "/my/security"]],
    ];
    for (const [reader, paths] of views) {
      if (reader !== "visitor") await signIn(page, sites.demo, sites.accounts[reader]);
      for (const path of paths) {
        await page.goto(`${sites.demo}/${locale}${path}`);
        for (const width of [320, 390]) {
          await page.setViewportSize({ width, height: 844 });
          expect.soft(await overflow(page), `${path} at ${width} px`).toBe(0);
          expect.soft(await crowded(page), `${path} at ${width} px`).toEqual([]);
        }
      }
    }
  });
}
