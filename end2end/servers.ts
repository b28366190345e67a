// Starts the servers that the tests visit, on databases made for this run, and stops them at the end.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** An account that a test can sign in with. */
export interface SignIn {
  email: string;
  password: string;
}

/** Where the servers answer, and what the demonstration names for trying. */
export interface Sites {
  /** The centre's list. */
  real: string;
  /** The invented story. */
  demo: string;
  /** A check code for each answer of the check, by the answer's word. */
  codes: Record<string, string>;
  /** The sign-ins of the demonstration by role, and the officer of the centre's list. */
  accounts: Record<"trainee" | "trainer" | "staff" | "officer" | "administrator" | "real", SignIn>;
}

/** A demonstration of its own, for a test that must be alone with the places of a run. */
export interface Demonstration {
  site: string;
  stop: () => Promise<void>;
}

/** The variable that carries the sites to the tests, which run in processes of their own. */
export const SITES = "MAMAN_TEST_SITES";

/** The centre's list of phase 1, as it was corrected. */
export const LIST = "tests/data/phase1-participants-corrected.xlsx";

/** The variable that names a copy of the demonstration as it was made, for those who need one of their own. */
const COPY = "MAMAN_TEST_DEMONSTRATION";

/** The folder of the product. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The program that is tested. */
export const PROGRAM = process.env.MAMAN_BIN || join(ROOT, "target/debug/maman");
const LONGEST_START = 60_000;
const OFFICER: SignIn = { email: "officer@example.org", password: "copper-meadow-lantern-31" };

export default async function start(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "maman-end2end-"));
  const servers: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(servers.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [real, demo] = ["real", "demo"].map((name) => join(folder, name)) as [string, string];
    for (const made of [real, demo]) mkdirSync(made);
    for (const file of ["data/courses.json", "data/programme.json", LIST]) run(real, ["import", file]);
    run(real, ["account", "create", "--email", OFFICER.email, "--role", "officer"], `${OFFICER.password}\n`);
    const said = await Promise.all([serve(servers, real, []), serve(servers, demo, ["--demo"])]);
    const sites: Sites = {
      real: address(said[0]),
      demo: address(said[1]),
      codes: Object.fromEntries([...said[1].matchAll(/^ {2}(\S+) {2}(\w+)$/gm)].map(([, code, word]) => [word, code])),
      accounts: { ...signIns(said[1]), real: OFFICER },
    };
    process.env[SITES] = JSON.stringify(sites);
    process.env[COPY] = join(folder, "copy.db");
    run(demo, ["backup", process.env[COPY]]);
    copyFileSync(join(demo, "maman.db.key"), `${process.env[COPY]}.key`);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts a demonstration on a database of its own: a copy, for inventing the story takes longer than most tests. */
export function startDemonstration(): Promise<Demonstration> {
  return startAlone(["--demo"], (folder) => {
    for (const end of ["", ".key"]) copyFileSync(`${process.env[COPY]}${end}`, join(folder, `maman.db${end}`));
  });
}

/** A registry of invented people, each second of whom is signed in by a cookie; the first of these is of staff. */
export interface Registry extends Demonstration {
  sessions: string[];
}

/** Starts a registry of so many people on a database of its own. */
export async function startRegistry(specialists: number): Promise<Registry> {
  let sessions: string[] = [];
  const registry = await startAlone([], (folder) => {
    const file = join(folder, "sessions.txt");
    run(folder, ["generate", "--specialists", `${specialists}`, "--sessions", file]);
    sessions = readFileSync(file, "utf8").trim().split("\n");
  });
  return { ...registry, sessions };
}

/** Starts a server on a folder of its own, once the folder has its database. */
async function startAlone(options: string[], fill: (folder: string) => void): Promise<Demonstration> {
  const folder = mkdtempSync(join(tmpdir(), "maman-end2end-"));
  const servers: ChildProcess[] = [];
  const stop = async () => {
    await Promise.all(servers.map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    fill(folder);
    return { site: address(await serve(servers, folder, options)), stop };
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

function run(folder: string, words: string[], input = "") {
  execFileSync(PROGRAM, words, { cwd: ROOT, env: environment(folder), input });
}

/** What a server has said once it is ready. */
function serve(servers: ChildProcess[], folder: string, options: string[]): Promise<string> {
  const ready = options.includes("--demo") ? /^ {2}\S+ {2}mistyped$/m : /http:\S+\n/;
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

/** The lines that name an address, its password and its role. */
function signIns(said: string): Record<"trainee" | "trainer" | "staff" | "officer" | "administrator", SignIn> {
  const lines = [...said.matchAll(/^ {2}(\S+@\S+) {2}(\S+) {2}(\w+)$/gm)];
  const of = (role: string): SignIn => {
    const [, email, password] = lines.find(([, , , word]) => word === role) ?? [];
    if (!email || !password) throw new Error(`the demonstration names no ${role}:\n${said}`);
    return { email, password };
  };
  return {
    trainee: of("trainee"),
    trainer: of("trainer"),
    staff: of("staff"),
    officer: of("officer"),
    administrator: of("administrator"),
  };
}
