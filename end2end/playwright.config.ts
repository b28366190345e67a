import { defineConfig, devices } from "@playwright/test";

// The same journeys with and without scripts. What only measures a page, or adds up what stands on it, needs one run:
// no page but the catalogue has a script, and every test watches that.
const MEASURED_ONCE = [
  "accessibility.spec.ts",
  "figures.spec.ts",
  "first_visit.spec.ts",
  "keyboard.spec.ts",
  "layout.spec.ts",
  "print.spec.ts",
  "probe.spec.ts",
];

export default defineConfig({
  testDir: "tests",
  globalSetup: "./servers.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  reporter: "line",
  timeout: 60_000,
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    // Nothing is measured in the middle of a fade.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
    },
  },
  projects: [
    { name: "with JavaScript" },
    { name: "without JavaScript", testIgnore: MEASURED_ONCE, use: { javaScriptEnabled: false } },
  ],
});
