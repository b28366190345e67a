import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
const log = readFileSync("/tmp/shot/log", "utf8");
const acc = Object.fromEntries([...log.matchAll(/^ {2}(\S+@\S+) {2}(\S+) {2}(\w+)$/gm)].map(([, e, p, r]) => [r, { e, p }]));
const b = await chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] });
const site = "http://127.0.0.1:4655";
async function ctx(role, opt = {}) {
  const c = await b.newContext({ javaScriptEnabled: false, ...opt });
  if (role) await c.request.post(`${site}/en/sign-in`, { form: { email: acc[role].e, password: acc[role].p }, maxRedirects: 0, headers: {"sec-fetch-site":"same-origin"} });
  return c;
}
const jobs = JSON.parse(process.argv[2]);
for (const [name, role, path, width, opt = {}] of jobs) {
  const c = await ctx(role, { viewport: { width, height: 900 }, colorScheme: opt.dark ? "dark" : "light", forcedColors: opt.forced ? "active" : "none" });
  const p = await c.newPage();
  await p.goto(site + path);
  if (opt.send) { await p.locator('main form[method="post"] button:not(.link)').first().click(); await p.waitForLoadState(); }
  if (opt.print) { await p.pdf({ path: `/tmp/shot/${name}.pdf`, preferCSSPageSize: true, printBackground: false }); }
  else await p.screenshot({ path: `/tmp/shot/${name}.png`, fullPage: !opt.top });
  await c.close();
}
await b.close();
