// The files of a view, read by programs of others, say cell by cell what its page says.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ROOT } from "../servers.ts";
import { LOCALES, type Locale, expect, numberIn, signIn, test, words } from "./support.ts";

type Cell = string | number;
/** Rows of each sheet. */
type Sheets = Record<string, Cell[][]>;
/** Count of each name. */
type Counts = Record<string, number>;

const PYTHON = process.env.MAMAN_PYTHON ?? "python3";

function has(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function cells(reader: "calamine" | "soffice" | "csv", file: string): Sheets {
  const told = execFileSync(PYTHON, [join(ROOT, "end2end/cells.py"), reader, file], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(told) as Sheets;
}

/** Parts of the page that are breakdowns, with the text that heads each in a file. */
const BREAKDOWNS: Record<string, string> = {
  "by-region": "words.by_region",
  "by-profession": "words.by_profession",
  "by-sex": "words.by_sex",
  "by-organization": "words.by_organization",
  "by-language": "words.by_language",
  "by-course": "words.by_course",
  "by-month": "words.by_month",
};

/** A name as it can be compared: the page begins it with a capital letter and keeps its words together. */
const plain = (name: Cell) => String(name).replace(/\s+/g, " ").trim().toLowerCase();

/** Counts that are not nought. */
const counted = (rows: [Cell, Cell][]): Counts =>
  Object.fromEntries(rows.map(([name, count]) => [plain(name), Number(count)]).filter(([, count]) => count !== 0));

/** Counts that a breakdown of the page shows, in its table. */
async function onPage(page: Page, id: string): Promise<Counts> {
  const rows = await page.locator(`#${id} tbody tr`).evaluateAll((rows) =>
    rows.map((row): [string, string] => {
      const text = (cell: Element | null) => cell?.textContent ?? "";
      return [text(row.querySelector("th")), text(row.querySelector("td a")).replace(/\s|,/g, "")];
    }),
  );
  expect(rows.length, id).toBeGreaterThan(0);
  return counted(rows);
}

/** Rows of the table of two breakdowns: the name of each, and its counts. */
async function twoWay(page: Page): Promise<Cell[][]> {
  return page.locator(".table--two-way tbody tr").evaluateAll((rows) =>
    rows.map((row) => [
      row.querySelector("th")?.textContent ?? "",
      ...[...row.querySelectorAll("td")].map((cell) => Number((cell.textContent ?? "").replace(/\s|,/g, ""))),
    ]),
  );
}

/** Sheet of a workbook by its heading; LibreOffice writes the letters of a file's name that it may. */
function sheet(sheets: Sheets, heading: string): Cell[][] {
  const found = Object.entries(sheets).find(([name]) => plain(name) === plain(heading));
  expect(found, `${heading} is one of ${Object.keys(sheets)}`).toBeDefined();
  return (found?.[1] ?? []).slice(1);
}

async function download(page: Page, href: string, file: string): Promise<string> {
  const answer = await page.request.get(href);
  expect(answer.status()).toBe(200);
  writeFileSync(file, await answer.body());
  return file;
}

const VIEWS = ["phase=phase-1&as_of=2022-12-31", "phase=phase-1&as_of=2022-06-30&sex=female"];

async function compare(page: Page, site: string, locale: Locale, view: string, folder: (name: string) => string) {
  await page.goto(`${site}/${locale}/dashboard?${view}`);
  const trained = await numberIn(page.locator(".sun__n"));
  const file = (ending: string) => download(page, `${site}/${locale}/dashboard/export.${ending}?${view}`, folder(`report.${ending}`));
  const workbook = await file("xlsx");
  const readers = [cells("calamine", workbook)];
  if (has("soffice", ["--version"])) readers.push(cells("soffice", workbook));
  const table = cells("csv", await file("csv"))[""] ?? [];
  expect(table.length).toBeGreaterThan(30);
  expect(Number(table[1]?.[3])).toBe(trained);

  for (const [id, heading] of Object.entries(BREAKDOWNS)) {
    // the page leaves out a breakdown by what it is narrowed to
    if (view.includes("sex=") && id === "by-sex") continue;
    const shown = await onPage(page, id);
    const name = words(locale, heading);
    const lines = table.filter((row) => plain(row[0] ?? "") === plain(name));
    expect(counted(lines.map((row) => [row[2] ?? "", row[3] ?? ""])), `${id} in the table`).toEqual(shown);
    for (const sheets of readers) {
      const rows = sheet(sheets, name);
      expect(counted(rows.map((row) => [row[1] ?? "", row[2] ?? ""])), `${id} in the workbook`).toEqual(shown);
    }
  }
  // regions by sex, then by profession: in the workbook a sheet each, with a row more for the sum
  const rows = await twoWay(page);
  const headings = Object.keys(readers[0] ?? {}).filter((name) => name.includes("×"));
  for (const sheets of readers) {
    const crossed = headings.map((heading) => sheet(sheets, heading).slice(0, -1));
    const joined = rows.map(([name]) => {
      const of = crossed.map((rows) => rows.find((row) => plain(row[0] ?? "") === plain(name ?? ""))?.slice(1, -1) ?? []);
      const last = crossed[0]?.find((row) => plain(row[0] ?? "") === plain(name ?? ""))?.at(-1);
      return [name, ...of.flat().map(Number), Number(last)];
    });
    if (view.includes("sex=")) continue;
    expect(joined.map((row) => row.slice(1))).toEqual(rows.map((row) => row.slice(1)));
  }
}

for (const locale of LOCALES) {
  test(`workbook and table say cell by cell what the page says, in ${locale}`, async ({ page, sites }, info) => {
    const canRead = has(PYTHON, ["-c", "import python_calamine"]);
    if (!process.env.CI) test.skip(!canRead, "python-calamine reads the workbooks");
    await signIn(page, sites.real, sites.accounts.real);
    for (const view of VIEWS) {
      await compare(page, sites.real, locale, view, (name) => info.outputPath(name));
    }
  });
}
