// Starts the servers that the tests visit, on databases made for this run, and stops them at the end.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
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

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = process.env.MAMAN_BIN || join(ROOT, "target/debug/maman");
const FILES = ["data/courses.json", "data/programme.json", "tests/data/phase1-participants-corrected.xlsx"];
const LONGEST_START = 60_000;

interface Running {
  process: ChildProcess;
  said: string;
}

export default async function start(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "maman-end2end-"));
  const home = (name: string) => join(folder, name);
  for (const name of ["real", "demo"]) mkdirSync(home(name));
  const running: Running[] = [];
  const stop = async () => {
    await Promise.all(running.map(({ process }) => ended(process)));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const file of FILES) execFileSync(PROGRAM, ["import", file], { cwd: ROOT, env: environment(home("real")) });
    cpSync(home("real"), home("closed"), { recursive: true });
    for (const [name, ...options] of [["real", "--open-dashboard"], ["closed"], ["demo", "--demo"]] as const) {
      running.push(serve(home(name), options));
    }
    const [real, closed, demo] = await Promise.all(
      running.map((server, place) => answer(server, place === 2 ? /^ {2}\S+ {2}mistyped$/m : /http:\S+/)),
    );
    const sites: Sites = { real: address(real), closed: address(closed), demo: address(demo), codes: codes(demo) };
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

function serve(folder: string, options: readonly string[]): Running {
  const server = spawn(PROGRAM, ["serve", "--addr", "127.0.0.1:0", ...options], {
    cwd: folder,
    env: environment(folder),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const running: Running = { process: server, said: "" };
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (running.said += text));
  }
  return running;
}

/** What the server has said once it has said the awaited thing. */
function answer({ process: server, ...running }: Running, awaited: RegExp): Promise<string> {
  void running;
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${said}`)), LONGEST_START);
    const listen = (text: string) => {
      said += text;
      if (awaited.test(said)) {
        clearTimeout(timer);
        resolve(said);
      }
    };
    server.stdout?.on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}
