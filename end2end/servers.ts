// Starts the servers that the tests visit, on databases made for this run, and stops them at the end.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the servers answer, and the codes that the demonstration names for trying. */
export interface Sites {
  /** The centre's list, with the dashboard open. */
  real: string;
  /** The same list, with the dashboard closed, as it is unless the operator says otherwise. */
  closed: string;
  /** The invented story. */
  demo: string;
  /** A check code for each answer of the check, by the answer's word. */
  codes: Record<string, string>;
}

/** The variable that carries the sites to the tests, which run in processes of their own. */
export const SITES = "MAMAN_TEST_SITES";

/** The centre's list of phase 1, as it was corrected. */
export const LIST = "tests/data/phase1-participants-corrected.xlsx";

/** The folder of the product. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const PROGRAM = process.env.MAMAN_BIN || join(ROOT, "target/debug/maman");
const LONGEST_START = 60_000;
const servers: ChildProcess[] = [];

export default async function start(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "maman-end2end-"));
  const stop = async () => {
    await Promise.all(servers.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [real, closed, demo] = ["real", "closed", "demo"].map((name) => join(folder, name)) as [string, string, string];
    for (const made of [real, demo]) mkdirSync(made);
    for (const file of ["data/courses.json", "data/programme.json", LIST]) {
      execFileSync(PROGRAM, ["import", file], { cwd: ROOT, env: environment(real) });
    }
    cpSync(real, closed, { recursive: true });
    const said = await Promise.all([
      serve(real, ["--open-dashboard"], /http:\S+\n/),
      serve(closed, [], /http:\S+\n/),
      serve(demo, ["--demo"], /^ {2}\S+ {2}mistyped$/m),
    ]);
    const sites: Sites = { real: address(said[0]), closed: address(said[1]), demo: address(said[2]), codes: codes(said[2]) };
    process.env[SITES] = JSON.stringify(sites);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

// What the machine has set for a real installation must not reach the tests.
function environment(folder: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, USER: "tests", LANG: "en", DATABASE_URL: `sqlite:${join(folder, "maman.db")}` };
}

/** What a server has said once it is ready. */
function serve(folder: string, options: string[], ready: RegExp): Promise<string> {
  const server = spawn(PROGRAM, ["serve", "--addr", "127.0.0.1:0", ...options], { cwd: folder, env: environment(folder) });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (text: string) => {
      said += text;
      if (ready.test(said)) resolve(said);
    };
    for (const stream of [server.stdout, server.stderr]) stream.setEncoding("utf8").on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
    setTimeout(() => reject(new Error(`the server did not start in time:\n${said}`)), LONGEST_START).unref();
  });
}

async function end(server: ChildProcess) {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill();
  await ended;
}

function address(said: string): string {
  const [found] = /http:\/\/[\d.:]+/.exec(said) ?? [];
  if (!found) throw new Error(`the server named no address:\n${said}`);
  return found;
}

function codes(said: string): Record<string, string> {
  return Object.fromEntries([...said.matchAll(/^ {2}(\S+) {2}(\w+)$/gm)].map(([, code, word]) => [word, code]));
}
