import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { findPartials } from "../e2e/trees.ts";
import {
  findFalseClaims,
  findStowaways,
  findUndelivered,
  hasCatalogue,
  type Undelivered,
} from "./claims.ts";
import type { Run } from "./run_program.ts";
import { type Node, readContent, readNode, readTree, type Tree } from "./tree.ts";
import type { World } from "./world.ts";

/** What must never be the case after a run of the program. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** Both ends and the drives as they are before the program is run. */
export interface Before {
  readonly source: Tree;
  readonly destination: Tree;
  /** What is aboard some drive and has not arrived. */
  readonly undelivered: readonly Undelivered[];
}

/** Notes how things are. To be called just before the program is run. */
export function lookBefore(world: World, args: readonly string[]): Before {
  world.observe(args);
  const undelivered = world.drives.flatMap((drive) => findUndelivered(world, drive))
    .filter(({ path, content }) => world.hasHad(path, { kind: "file", content }));
  return { source: readTree(world.ends.source), destination: world.readDestination(), undelivered };
}

/**
 * Holds what a run has left against the truth, however it ended.
 *
 * @throws {Violation} naming every invariant that does not hold
 */
export function assertInvariants(world: World, before: Before, run: Run): void {
  const findings = [
    ...judgeEnd(run),
    ...judgeSource(world, before),
    ...judgeNames(world),
    ...judgeKept(world, before, run),
    ...judgeClaims(world),
  ];
  if (findings.length > 0) throw new Violation(`${describeRun(run)}\n${findings.join("\n")}`);
}

/**
 * The catalogue of the drive that was plugged in claims nothing that is not so. A copy that was put in its
 * place may, as long as it has not looked; and so may a drive that was away while another one was at work.
 */
function* judgeClaims(world: World): Generator<string> {
  for (const drive of world.drives) {
    const claims = findFalseClaims(world, drive), { excused } = drive;
    const isPluggedIn = drive === world.drive;
    for (const key of excused) if (!claims.some((one) => one.key === key)) excused.delete(key);
    for (const { key, sentence } of claims) {
      if (!isPluggedIn || drive.isTakenBack) excused.add(key);
      else if (!excused.has(key)) yield sentence;
    }
    if (isPluggedIn && hasCatalogue(world, drive)) drive.isTakenBack = false;
  }
}

/** A run in one line. */
export function describeRun({ args, faults, code }: Run): string {
  return `waterlock ${[...args, ...faults.map((fault) => `[${fault}]`)].join(" ")} → ${code}`;
}

/** It ends as it says it does, and never by a mistake of its own. */
function* judgeEnd({ code, output }: Run): Generator<string> {
  if (code === "killed") return;
  if (![0, 1, 2, 3, 4].includes(code)) yield `It ended with ${code}`;
  const mistake = /Something unexpected happened: [^"]*/.exec(output)?.[0];
  if (mistake) yield mistake;
}

/** Nothing of the source is ever changed. */
function* judgeSource({ ends: { source } }: World, before: Before): Generator<string> {
  try {
    deepStrictEqual(readTree(source), before.source);
  } catch {
    yield "The source is not what it was";
  }
}

/** A final name never holds a byte that was not there at the source, or that people brought. */
function* judgeNames(world: World): Generator<string> {
  for (const [path, node] of world.readDestination()) {
    if (node.kind === "folder" || world.hasHad(path, node)) continue;
    if (world.precious.has(node.content) || world.isMeddledWith(world.arrived(path))) continue;
    yield `'${path}' at the destination never said ${JSON.stringify(node.content.slice(0, 80))}`;
  }
  const contents = new Set([...world.versions.values()].flat().map(({ content }) => content));
  for (const [path, node] of readTree(world.cargo(""))) {
    if (node.kind === "folder" || contents.has(node.content)) continue;
    if (world.isMeddledWith(world.cargo(path))) continue;
    if (IS_PART.test(path) && [...contents].some((one) => one.includes(node.content))) continue;
    yield `'${path}' in cargo says ${
      JSON.stringify(node.content.slice(0, 80))
    }, as no file ever did`;
  }
}

/** What a part is called in cargo. */
const IS_PART = /\.waterlock-part-\d+$/;

/** Nothing is deleted that nobody said to delete; what is replaced is kept. */
function* judgeKept(world: World, before: Before, run: Run): Generator<string> {
  const after = world.readDestination();
  const aside = contentsOf(readTree(join(world.ends.destination, ".waterlock")));
  const atDestination = new Set([...contentsOf(after), ...aside]);
  const mayRemove = run.args.includes("--on-removal=remove");
  for (const [path, node] of before.destination) {
    if (node.kind === "folder" || after.has(path) || aside.has(node.content)) continue;
    if (mayRemove && world.isToRemove(path, node)) continue;
    yield `'${path}' is gone from the destination, and nobody said to remove it`;
  }
  for (const content of world.precious) {
    if (!atDestination.has(content)) yield `${JSON.stringify(content)}, somebody's own, is lost`;
  }
  if (run.args.includes("dump") && run.args.includes("--all")) return;
  const anywhere = new Set([
    ...atDestination,
    ...world.drives.flatMap(({ root }) => [...contentsOf(readTree(join(root, "cargo")))]),
  ]);
  for (const { path, content, pieces } of before.undelivered) {
    // Whatever the source still has, in whichever version, can be carried again.
    if (before.source.has(path) || anywhere.has(content) || world.isToRemoveByAny(path)) continue;
    // Another drive has brought what was seen later.
    if (world.drives.length > 1 && after.has(path)) continue;
    const isThere = ({ native, offset, content }: Undelivered["pieces"][number]) =>
      anywhere.has(content) ||
      readNode(native)?.kind === "file" && readContent(native).startsWith(content, offset);
    if (!pieces.every(isThere)) yield `'${path}' lay in cargo alone, and is deleted`;
  }
}

function contentsOf(tree: Tree): Set<string> {
  return new Set(Array.from(tree.values(), ({ content }) => content));
}

/**
 * Holds both ends against each other when everything has been said and done.
 *
 * @throws {Violation}
 */
export function assertAgreement(world: World): void {
  const { source, destination, drive } = world.ends;
  const findings: string[] = [];
  const wanted = readTree(source), there = world.readDestination();
  for (const [path, node] of wanted) {
    const found = there.get(path);
    if (isArrived(node, found, world.disturbed.has(path))) continue;
    if (world.precious.has(found?.content ?? "")) continue;
    // Nobody looks for a folder again that somebody has moved away.
    if (node.kind === "folder" && world.isMeddledWith(world.arrived(path))) continue;
    findings.push(`'${path}' is to be ${describeNode(node)}, and is ${describeNode(found)}`);
  }
  for (const [path, node] of there) {
    if (wanted.has(path) || node.kind === "folder" || world.precious.has(node.content)) continue;
    if (world.hasForgotten || world.isKept(path)) continue;
    if (world.isMeddledWith(world.arrived(path))) continue;
    findings.push(`'${path}' is still at the destination`);
  }
  const orphaned = (path: string) => world.drives.some((drive) => drive.orphaned.has(path));
  const partials = [drive, destination].flatMap(findPartials).filter((path) => !orphaned(path));
  findings.push(...partials.map((path) => `${path} is left`));
  for (const path of findStowaways(world)) findings.push(`'${path}' is in cargo for good`);
  if (findings.length > 0) throw new Violation(`At the end\n${findings.join("\n")}`);
}

/** @param isDisturbed whether a folder's time, or the mode of a file that others brought, is not kept */
function isArrived(wanted: Node, found: Node | undefined, isDisturbed: boolean): boolean {
  const { kind, content, modified, mode } = wanted;
  if (kind !== found?.kind || content !== found.content) return false;
  const isTimeKept = modified === found.modified || kind === "folder" && isDisturbed;
  const isModeKept = mode === found.mode || kind === "file" && isDisturbed;
  return kind === "link" || isTimeKept && isModeKept;
}

function describeNode(node: Node | undefined): string {
  if (!node) return "missing";
  const { kind, content, modified, mode } = node;
  const date = new Date(modified).toISOString();
  return `a ${kind} ${JSON.stringify(content.slice(0, 80))} of ${date}, ${mode.toString(8)}`;
}
