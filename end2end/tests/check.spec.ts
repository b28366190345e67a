// The check on the device: by statement, photo and file, with the network cut.
import { execFileSync } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, signIn, test, words } from "./support.ts";

// CBOR and COSE as far as a statement needs them.
const head = (major: number, value: number): Buffer => {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  if (value < 65536) return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
  const wide = Buffer.alloc(5);
  wide[0] = (major << 5) | 26;
  wide.writeUInt32BE(value, 1);
  return wide;
};
const whole = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
const map = (pairs: [number, Buffer][]) => Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([key, value]) => [whole(key), value])]);

const ID = "0011223344556677";
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const JWKS = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: `https://example.org/keys/${ID}` }] };

function sealed(payload: Buffer, id = ID): Buffer {
  const protectedHead = map([[1, whole(-8)], [4, bytes(Buffer.from(id, "hex"))]]);
  const signed = Buffer.concat([head(4, 4), text("Signature1"), bytes(protectedHead), bytes(Buffer.alloc(0)), bytes(payload)]);
  return Buffer.concat([head(6, 18), head(4, 4), bytes(protectedHead), map([]), bytes(payload), bytes(sign(null, signed, privateKey))]);
}

const DAY = 86_400_000;
const daysOf = (date: string) => Math.round(Date.parse(date) / DAY);
const ascii = (value: string) => bytes(Buffer.from(value, "latin1"));

function statement(place: number, { last, id }: { last?: string; id?: string } = {}): Buffer {
  const issued = daysOf("2026-06-26");
  const pairs: [number, Buffer][] = [
    [1, ascii("NRC-2026-00042")], [2, ascii("4H7KQ2MX9RDT")], [3, ascii("Asel Invented")], [6, ascii("Support")], [7, whole(72)],
    [8, whole(daysOf("2026-06-03"))], [9, whole(23)], [10, whole(0)],
  ];
  if (last) pairs.push([11, whole(daysOf(last) - issued)]);
  pairs.push([12, whole(place)]);
  return sealed(map(pairs), id);
}

/** The status file: place 1 revoked, place 2 replaced. */
function statusFile(made: number): Buffer {
  const states = Buffer.alloc(32768);
  states[0] = (1 << 4) | (2 << 2);
  return sealed(map([[1, whole(Math.floor(made / 1000))], [2, bytes(states)], [3, head(4, 0)]]));
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
function base32(value: Buffer): string {
  const bits = [...value].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** Opens the page with these keys and this list, and lets it load the check; then the network is cut. */
async function openOffline(page: Page, site: string, locale: string, made: number) {
  await page.route("**/.well-known/jwks.json", (route) => route.fulfill({ json: JWKS }));
  await page.route("**/status", (route) => route.fulfill({ body: statusFile(made), contentType: "application/cose" }));
  await page.goto(`${site}/${locale}/verify`);
  await page.locator("#scan-photo").waitFor({ state: "attached" });
  // a picture without a code has the check loaded
  await page.locator("#scan-photo").setInputFiles({ name: "empty.png", mimeType: "image/png", buffer: EMPTY });
  await expect(page.locator("#scan-answers .answer")).toBeVisible();
  await expect(page.locator("#list")).toBeVisible();
  await page.context().setOffline(true);
}

const EMPTY = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=", "base64");

/** Hands the text of a QR code over as the address of the page does, without a network. */
async function answerFor(page: Page, value: Buffer): Promise<string> {
  await page.locator("#scan-answers").evaluate((answers) => answers.replaceChildren());
  await page.evaluate((fragment) => void (location.hash = fragment), base32(value));
  const heading = page.locator("#scan-answers .answer h2").first();
  await expect(heading).toBeVisible();
  return (await heading.textContent()) ?? "";
}

test("offline, each of the seven answers has its own words in every language", async ({ page, sites }, { project }) => {
  test.skip(project.name === "without JavaScript", "the check on the device is a script");
  for (const locale of ["kk", "ru", "en"] as const) {
    await page.context().setOffline(false);
    await page.unrouteAll();
    await openOffline(page, sites.demo, locale, Date.now());
    const said = (key: string) => words(locale, `verify.${key}`);
    const altered = statement(0);
    altered[60] = (altered[60] ?? 0) ^ 1;
    expect(await answerFor(page, statement(0))).toBe(said("valid"));
    await expect(page.locator('[data-fact="name"]').last()).toHaveText("Asel Invented");
    expect(await answerFor(page, altered)).toBe(said("altered"));
    expect(await answerFor(page, statement(1))).toBe(said("revoked"));
    expect(await answerFor(page, statement(2))).toBe(said("replaced"));
    expect(await answerFor(page, statement(0, { last: "2026-07-01" }))).toBe(said("expired"));
    expect(await answerFor(page, statement(0, { id: "ffffffffffffffff" }))).toBe(said("unknown_key"));
    expect(await answerFor(page, statement(999_999))).toBe(said("list_too_old"));
    const took = await page.evaluate(() => performance.getEntriesByName("check").map((entry) => entry.duration));
    console.log(`a check took ${Math.max(...took).toFixed(1)} ms at most`);
  }
});

test("offline, a list of forty days says that it is too old", async ({ page, sites }, { project }) => {
  test.skip(project.name === "without JavaScript", "the check on the device is a script");
  await openOffline(page, sites.demo, "en", Date.now() - 40 * DAY);
  expect(await answerFor(page, statement(0))).toBe(words("en", "verify.list_too_old"));
  expect(await answerFor(page, statement(1))).toBe(words("en", "verify.revoked"));
  await expect(page.locator("#list-days")).toHaveText("40");
});

test("a file that is not ours is told so, and goes nowhere", async ({ page, sites }, { project }) => {
  test.skip(project.name === "without JavaScript", "the check on the device is a script");
  await openOffline(page, sites.demo, "en", Date.now());
  await page.locator("#scan-pdf").setInputFiles({ name: "other.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") });
  await expect(page.locator("#scan-answers h2").first()).toHaveText(words("en", "verify.not_ours"));
});

test("kept on the device, the page opens without a network and still answers", async ({ page, sites }, { project }) => {
  test.skip(project.name === "without JavaScript", "the check on the device is a script");
  await page.goto(`${sites.demo}/en/verify`);
  await page.locator("#scan-photo").setInputFiles({ name: "empty.png", mimeType: "image/png", buffer: EMPTY });
  await page.getByRole("button", { name: words("en", "verify.keep_page") }).click();
  await expect(page.locator("#list-kept")).toBeVisible();
  await page.context().setOffline(true);
  await page.goto(`${sites.demo}/v/4H7K-Q2MX-9RDT#${base32(statement(0))}`);
  await expect(page.locator("#scan-answers h2").first()).toHaveText(words("en", "verify.unknown_key"));
  await expect(page.locator("#list-days")).toHaveText("0");
});

/** A video of one picture, as the camera of a phone that is held over a certificate sees its QR code. */
function video(pdf: Buffer, folder: string): string {
  const [width, height] = [640, 480];
  writeFileSync(join(folder, "certificate.pdf"), pdf);
  const place = ["-r", "250", "-x", "1590", "-y", "1315", "-W", `${width}`, "-H", `${height}`];
  execFileSync("pdftoppm", ["-gray", "-singlefile", ...place, "certificate.pdf", "certificate"], { cwd: folder });
  const grey = readFileSync(join(folder, "certificate.pgm")).subarray(-width * height);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((width * height) / 2, 128)]);
  const file = join(folder, "certificate.y4m");
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420\n`), frame, frame]));
  return file;
}

test("the camera reads a real certificate, and is off afterwards", async ({ page, sites, playwright }, { project, outputDir }) => {
  test.skip(project.name === "without JavaScript", "the camera is for scripts");
  await signIn(page, sites.demo, sites.accounts.trainee);
  await page.goto(`${sites.demo}/en/my`);
  await page.getByRole("link", { name: words("en", "my.open_certificate") }).first().click();
  const pdf = await (await page.request.get(`${page.url()}.pdf`)).body();
  mkdirSync(outputDir, { recursive: true });
  const { launchOptions } = project.use;
  const camera = ["use-fake-ui-for-media-stream", "use-fake-device-for-media-stream", `use-file-for-fake-video-capture=${video(pdf, outputDir)}`];
  const phone = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), ...camera.map((option) => `--${option}`)],
  });
  const scan = await phone.newPage();
  await scan.goto(`${sites.demo}/en/verify`);
  await scan.locator("#scan-camera").click();
  await expect(scan.locator("#scan-answers h2").first()).toHaveText(words("en", "verify.valid"));
  await expect(scan.locator("#scan-frame")).toBeHidden();
  expect(await scan.locator("#scan-video").evaluate((video) => (video as HTMLVideoElement).srcObject)).toBeNull();
  await phone.close();
});

test("without scripts the page asks for the code alone", async ({ page, sites }, { project }) => {
  test.skip(project.name === "with JavaScript", "for readers without scripts");
  await page.goto(`${sites.demo}/en/verify`);
  await expect(page.locator("#scan")).toBeHidden();
  await expect(page.getByLabel(words("en", "ui.check_code"))).toBeVisible();
});
