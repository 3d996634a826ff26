import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { BuildFailure } from "./build_failure.ts";

/** A program that comes in an npm package, pinned by what it must be. */
export interface NpmProgram {
  readonly name: string;
  readonly version: string;
  /** Of the package's archive, as `deno.lock` writes it. */
  readonly integrity: string;
  /** Where the program lies in the package. */
  readonly file: string;
  /** SHA-512 of the program itself, in base64: what lies in the cache is proven before each use. */
  readonly sha512: string;
}

/**
 * Fetches a program by Deno's own npm client, which proves the archive it comes in, and keeps it.
 *
 * @param cache absolute path of a folder for nothing else
 * @returns absolute path of the program, which may be executed
 * @throws {BuildFailure} when it cannot be had, or is not what it must be
 * @throws {Error} the system's own when the cache cannot be written
 */
export async function fetchProgram(program: NpmProgram, cache: string): Promise<string> {
  const path = findProgram(program, cache) ?? await download(program, cache);
  const sha512 = createHash("sha512").update(Deno.readFileSync(path)).digest("base64");
  if (sha512 !== program.sha512) throw refused(program, cache);
  if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o755);
  return path;
}

/** Looks below every registry there is: which one serves the packages is the person's to choose. */
function findProgram({ name, version, file }: NpmProgram, cache: string): string | undefined {
  const npm = join(cache, "npm");
  if (!existsSync(npm)) return undefined;
  return Array.from(Deno.readDirSync(npm), (registry) => join(npm, registry.name))
    .map((registry) => join(registry, name, version, file))
    .find((path) => existsSync(path));
}

async function download(program: NpmProgram, cache: string): Promise<string> {
  const { name, version, integrity } = program;
  const specifier = `npm:${name}@${version}`;
  const folder = join(cache, "wanted", `${name.replace("/", "+")}@${version}`);
  Deno.mkdirSync(folder, { recursive: true });
  const write = (file: string, content: unknown) =>
    Deno.writeTextFileSync(join(folder, file), JSON.stringify(content));
  write("deno.json", { nodeModulesDir: "none", imports: { program: specifier } });
  write("deno.lock", {
    version: "5",
    specifiers: { [specifier]: version },
    npm: { [`${name}@${version}`]: { integrity } },
    workspace: { dependencies: [specifier] },
  });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--frozen", "--quiet"],
    cwd: folder,
    env: { DENO_DIR: cache, NO_COLOR: "1", RUST_BACKTRACE: "0" },
    stdin: "null",
  }).output();
  const path = findProgram(program, cache);
  if (success && path) return path;
  const said = new TextDecoder().decode(stderr).trim();
  if (/checksum|integrity/i.test(said)) throw refused(program, cache);
  throw new BuildFailure(
    `The npm package ${name} ${version} cannot be had: ${explain(said, program)}`,
    "Look whether the npm registry is reached and there is room on the disk, and build again",
  );
}

/** What stands below "Caused by:", without the number in front. */
function explain(said: string, { file }: NpmProgram): string {
  if (said === "") return `it holds no file ${file}`;
  const [first, ...rest] = said.split("\n").map((line) => line.trim()).filter((line) =>
    line !== ""
  );
  const below = rest[rest.indexOf("Caused by:") + 1] ?? first!.replace(/^error: /, "");
  return below.replace(/^\d+: /, "").replace(/\.$/, "");
}

function refused({ name, version }: NpmProgram, cache: string): BuildFailure {
  return new BuildFailure(
    `The npm package ${name} ${version} is not the one that Waterlock is built with: its checksum differs`,
    `Nothing of it was used. Delete ${cache} and build again; when it differs again, do not trust it`,
  );
}
