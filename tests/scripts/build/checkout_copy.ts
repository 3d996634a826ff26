import { deepStrictEqual, doesNotMatch, match } from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../../fixtures/run_command.ts";
import { TemporaryFolder } from "../../fixtures/temporary_folder.ts";

const CHECKOUT = fileURLToPath(new URL("../../..", import.meta.url));
const PARTS = [".gitignore", "deno.json", "deno.lock", "main.ts", "lib", "scripts"];
/** The user and group `nobody` of Linux. */
const NOBODY = 65534;

/** The computer that the compiler out of npm is pinned for. */
export const onPinnedHost = { ignore: Deno.build.target !== "x86_64-unknown-linux-gnu" };

/** A computer that no network reaches, as Deno sees it. */
export const NO_NETWORK = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };

/** What `deno task build` printed and how it ended. */
export interface BuildResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** All of this checkout that a build needs, with a `dist/` and a `.cache/` that a test may spoil. */
export class CheckoutCopy extends TemporaryFolder {
  constructor() {
    super();
    for (const part of PARTS) cpSync(join(CHECKOUT, part), this.at(part), { recursive: true });
  }

  /** Makes it a repository with one commit, and tells which. */
  commit(): string {
    const env = { ...withoutGit(), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    const git = (...args: string[]) => {
      const command = new Deno.Command("git", { args, cwd: this.path, clearEnv: true, env });
      const { success, stdout, stderr } = command.outputSync();
      if (!success) throw new Error(new TextDecoder().decode(stderr));
      return new TextDecoder().decode(stdout).trimEnd();
    };
    git("init", "--quiet");
    git("add", "--all");
    const author = ["-c", "user.name=Test", "-c", "user.email=test@localhost"];
    git(...author, "commit", "--quiet", "--message", "A copy");
    return git("rev-parse", "--short=12", "HEAD");
  }

  /** Takes the runtimes out of npm from the real checkout's cache, and leaves new ones there. */
  shareRuntimes(): void {
    Deno.mkdirSync(join(CHECKOUT, ".cache", "npm-runtime"), { recursive: true });
    this.folder(".cache");
    this.link(".cache/npm-runtime", join(CHECKOUT, ".cache", "npm-runtime"));
  }

  /** A cache of Deno's own that holds the packages this program imports, and nothing else. */
  ownDenoCache(): { DENO_DIR: string } {
    const known = JSON.parse(runCommand(Deno.execPath(), "info", "--json")).npmCache;
    cpSync(known, this.at("deno/npm"), { recursive: true });
    return { DENO_DIR: this.at("deno") };
  }

  /** Gives everything to an ordinary user, whom permissions stop; who is none but root stays so. */
  asOrdinaryUser(): Deno.CommandOptions {
    if (Deno.uid() !== 0) return {};
    const env = this.ownDenoCache();
    runCommand("chown", "-R", `${NOBODY}:${NOBODY}`, this.path);
    return { uid: NOBODY, gid: NOBODY, env };
  }

  async build(args: readonly string[], options: Deno.CommandOptions = {}): Promise<BuildResult> {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      ...options,
      args: ["task", "--quiet", "build", ...args],
      cwd: this.path,
      clearEnv: true,
      env: { ...withoutGit(), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1", ...options.env },
      stdin: "null",
    }).output();
    const decoder = new TextDecoder();
    return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  }
}

/** The environment without what a hook of git's is given, which would lead git to the real checkout. */
function withoutGit(): Record<string, string> {
  const all = Object.entries(Deno.env.toObject());
  return Object.fromEntries(all.filter(([name]) => !name.startsWith("GIT_")));
}

/** Asserts that what was said is one sentence and, in the line below, its remedy: no trace, no halves. */
export function assertSentenceAndRemedy(stderr: string): void {
  const [sentence, remedy, ...rest] = stderr.split("\n");
  match(sentence!, /^(?!error: )[^\s].*[^.:\s]\.$/, stderr);
  doesNotMatch(sentence!, /Uncaught|<unknown>|: {2}/, stderr);
  match(remedy!, /^ {2}\S.*[^.]\.$/, stderr);
  deepStrictEqual(rest, [""], stderr);
}
