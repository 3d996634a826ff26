/**
 * Fails when an import runs against the arrows of `lib/README.md`, or when files import each other
 * in a circle. Tests and scripts are free to import anything.
 *
 *     deno run --allow-read scripts/check_layers.ts
 */
import { posix } from "node:path";

/** An import that should not be, and the rule that says so. */
export interface Violation {
  readonly file: string;
  readonly line: number;
  /** From which file to which: `lib/model/a.ts → lib/drive/b.ts`. */
  readonly arrow: string;
  readonly reason: string;
}

/** What a layer may import besides itself: by value, or by `import type` alone. */
interface Layer {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const PROGRAM = "main.ts";
const SCREEN = "lib/cli/terminal/";

/** The one table of arrows; `lib/README.md` draws it. */
const LAYERS: Record<string, Layer> = {
  [PROGRAM]: { values: ["cli", "vocabulary"], types: [] },
  cli: { values: ["operations", "vocabulary"], types: ["planning", "model"] },
  operations: {
    values: ["planning", "catalogue", "drive", "transfer", "filesystem", "vocabulary", "model"],
    types: [],
  },
  planning: { values: ["vocabulary", "model"], types: [] },
  drive: { values: ["filesystem", "vocabulary", "model"], types: [] },
  catalogue: { values: ["vocabulary", "model"], types: [] },
  transfer: { values: ["filesystem", "vocabulary", "model"], types: [] },
  filesystem: { values: ["vocabulary", "model"], types: [] },
  vocabulary: { values: [], types: [] },
  model: { values: ["vocabulary"], types: [] },
};

const NOTHING: Layer = { values: [], types: [] };

/** Layers of values and decisions alone: the same rows in, the same plan out. */
const PURE = ["planning", "model"];

interface Import {
  readonly file: string;
  readonly line: number;
  /** As written: `../model/size.ts`, `node:fs`, `commander`. */
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/**
 * Everything that breaks a rule.
 *
 * @param files the text of `main.ts` and of everything below `lib/`, by path from the project's root
 */
export function findViolations(files: Map<string, string>): Violation[] {
  const imports = [...files].sort(([a], [b]) => a < b ? -1 : 1)
    .flatMap(([file, text]) => importsOf(file, text));
  return [
    ...Array.from(files.keys(), judgePlace).filter((violation) => violation !== undefined),
    ...imports.map(judgeImport).filter((violation) => violation !== undefined),
    ...[...files].flatMap(([file, text]) => findImpurity(file, text)),
    ...findCircles(imports),
  ];
}

/** `deno fmt` puts every static import at the start of a line; nothing else begins like one. */
const STATIC_IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?)\s*from\s+)?"([^"]+)"/gm;
/** A worker's file is imported as well, by its address. */
const DYNAMIC_IMPORT = /\bimport\(\s*"([^"]+)"|\bnew URL\(\s*"([^"]+)",\s*import\.meta\.url/g;

function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const found = [
    ...Array.from(code.matchAll(STATIC_IMPORT), (match) => ({
      at: match.index,
      specifier: match[2]!,
      isTypeOnly: match[1] !== undefined,
    })),
    ...Array.from(code.matchAll(DYNAMIC_IMPORT), (match) => ({
      at: match.index,
      specifier: (match[1] ?? match[2])!,
      isTypeOnly: false,
    })),
  ];
  return found.sort((a, b) => a.at - b.at)
    .map(({ at, ...rest }) => ({ file, line: lineAt(code, at), ...rest }));
}

function judgePlace(file: string): Violation | undefined {
  const layer = layerOf(file)!;
  if (LAYERS[layer]) return undefined;
  const reason = `lib/${layer} is none of the layers: ${Object.keys(LAYERS).join(", ")}`;
  return { file, line: 1, arrow: file, reason };
}

function judgeImport({ file, line, specifier, isTypeOnly }: Import): Violation | undefined {
  const to = targetOf(file, specifier);
  const violation = (reason: string) => ({ file, line, arrow: `${file} → ${to}`, reason });
  const layer = layerOf(file)!;
  if (to === specifier) {
    if (/^(npm:)?@clack\//.test(to) && !file.startsWith(SCREEN)) {
      return violation(`only ${SCREEN} knows the screen`);
    }
    if (PURE.includes(layer) && /^(node:)?fs(\/|$)/.test(to)) {
      return violation(`lib/${layer} is pure: it neither reads nor writes`);
    }
    return undefined;
  }
  if (/^(tests|scripts)\//.test(to)) {
    return violation("the program needs neither tests nor scripts");
  }
  const target = layerOf(to);
  if (target === undefined || target === layer) return undefined;
  const allowed = LAYERS[layer] ?? NOTHING;
  if (allowed.values.includes(target)) return undefined;
  if (!allowed.types.includes(target)) return violation(`${layer} may import ${describe(allowed)}`);
  return isTypeOnly
    ? undefined
    : violation(`${layer} may have only types of ${target}: write "import type"`);
}

function describe({ values, types }: Layer): string {
  if (values.length === 0) return "nothing of lib";
  const named = types.length > 0 ? ` and types of ${types.join(", ")}` : "";
  return `only ${values.join(", ")}${named}`;
}

/** A path from the project's root, or the specifier itself when it names a package or built-in. */
function targetOf(file: string, specifier: string): string {
  if (!/^\.\.?\//.test(specifier)) return specifier;
  return posix.join(posix.dirname(file), specifier);
}

/** `drive` for `lib/drive/lock.ts`; undefined for what is no part of the program, such as `deno.json`. */
function layerOf(file: string): string | undefined {
  return file === PROGRAM ? PROGRAM : /^lib\/([^/.]+)/.exec(file)?.[1];
}

function findImpurity(file: string, text: string): Violation[] {
  const layer = layerOf(file)!;
  if (!PURE.includes(layer)) return [];
  const code = withoutComments(text);
  return Array.from(code.matchAll(/\bDeno(\.\w+|\[)/g), (match) => ({
    file,
    line: lineAt(code, match.index),
    arrow: `${file} → ${match[0]}`,
    reason: `lib/${layer} is pure: the system is not its business`,
  }));
}

/** One violation for each import that closes a circle. */
function findCircles(imports: readonly Import[]): Violation[] {
  const from = Map.groupBy(imports, (found) => found.file);
  const circles: Violation[] = [];
  const trail: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string) => {
    trail.push(file);
    for (const { line, specifier } of from.get(file) ?? []) {
      const to = targetOf(file, specifier);
      if (trail.includes(to)) {
        const circle = [...trail.slice(trail.indexOf(to)), to];
        circles.push({ file, line, arrow: circle.join(" → "), reason: "this closes a circle" });
      } else if (!finished.has(to)) {
        visit(to);
      }
    }
    trail.pop();
    finished.add(file);
  };
  for (const file of from.keys()) if (!finished.has(file)) visit(file);
  return circles;
}

/** The same text with comments blanked, so that positions stay; a `//` behind code is left alone. */
function withoutComments(text: string): string {
  return text.replace(
    /^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm,
    (comment) => comment.replace(/[^\n]/g, " "),
  );
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}

/** The program's sources below a folder, as {@linkcode findViolations} takes them. */
export function readSources(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const add = (path: string) => files.set(path, Deno.readTextFileSync(`${root}/${path}`));
  const walk = (folder: string) => {
    for (const { name, isDirectory } of Deno.readDirSync(`${root}/${folder}`)) {
      if (isDirectory) walk(`${folder}/${name}`);
      else if (/\.[cm]?[jt]sx?$/.test(name)) add(`${folder}/${name}`);
    }
  };
  add(PROGRAM);
  walk("lib");
  return files;
}

if (import.meta.main) {
  const files = readSources(".");
  const violations = findViolations(files);
  for (const { file, line, arrow, reason } of violations) {
    console.error(`${file}:${line}: ${arrow}: ${reason}`);
  }
  if (violations.length > 0) Deno.exit(1);
  console.log(`layers: ${files.size} files, every arrow points down`);
}
