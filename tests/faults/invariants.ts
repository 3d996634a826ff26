import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { findPartials } from "../e2e/trees.ts";
import { findFalseClaims, findStowaways, findUndelivered } from "./claims.ts";
import type { Run } from "./run_program.ts";
import { type Node, readNode, readTree, type Tree } from "./tree.ts";
import type { World } from "./world.ts";

/** What must never be the case after a run of the program. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** Both ends and the drive as they are before the program is run. */
export interface Before {
  readonly source: Tree;
  readonly destination: Tree;
  /** What is aboard and has not arrived, by its path. */
  readonly undelivered: Tree;
}

/** Notes how things are. To be called just before the program is run. */
export function lookBefore(world: World, args: readonly string[]): Before {
  world.observe(args);
  const { source, destination } = world.ends;
  const undelivered: Tree = new Map();
  for (const [native, path] of findUndelivered(world)) {
    const node = readNode(native);
    if (node && world.hasHad(path, node)) undelivered.set(path, node);
  }
  return { source: readTree(source), destination: readTree(destination), undelivered };
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
    ...findFalseClaims(world),
  ];
  if (findings.length > 0) throw new Violation(`${describeRun(run)}\n${findings.join("\n")}`);
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
  const { destination } = world.ends;
  for (const [path, node] of readTree(destination)) {
    if (node.kind === "folder" || world.hasHad(path, node)) continue;
    if (world.precious.has(node.content) || world.isMeddledWith(join(destination, path))) continue;
    yield `'${path}' at the destination never said ${JSON.stringify(node.content.slice(0, 80))}`;
  }
  const contents = new Set([...world.versions.values()].flat().map(({ content }) => content));
  for (const [path, node] of readTree(world.computers.cargo(""))) {
    if (node.kind === "folder" || contents.has(node.content)) continue;
    if (world.isMeddledWith(world.computers.cargo(path))) continue;
    yield `'${path}' in cargo says ${
      JSON.stringify(node.content.slice(0, 80))
    }, as no file ever did`;
  }
}

/** Nothing is deleted that nobody said to delete; what is replaced is kept. */
function* judgeKept(world: World, before: Before, run: Run): Generator<string> {
  const after = readTree(world.ends.destination);
  const aside = contentsOf(readTree(join(world.ends.destination, ".waterlock")));
  const atDestination = new Set([...contentsOf(after), ...aside]);
  const mayRemove = run.args.includes("--on-removal=remove");
  for (const [path, node] of before.destination) {
    if (node.kind === "folder" || after.has(path) || aside.has(node.content)) continue;
    if (mayRemove && world.toRemove.has(path)) continue;
    yield `'${path}' is gone from the destination, and nobody said to remove it`;
  }
  for (const content of world.precious) {
    if (!atDestination.has(content)) yield `${JSON.stringify(content)}, somebody's own, is lost`;
  }
  if (run.args.includes("dump") && run.args.includes("--all")) return;
  const anywhere = new Set([...atDestination, ...contentsOf(readTree(world.computers.cargo("")))]);
  for (const [path, node] of before.undelivered) {
    // Whatever the source still has, in whichever version, can be carried again.
    if (before.source.has(path)) continue;
    if (anywhere.has(node.content) || world.toRemove.has(path)) continue;
    yield `'${path}' lay in cargo alone, and is deleted`;
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
  const wanted = readTree(source), there = readTree(destination);
  for (const [path, node] of wanted) {
    const found = there.get(path);
    const isTimeKept = node.kind !== "folder" || !world.disturbed.has(path);
    if (isArrived(node, found, isTimeKept) || world.precious.has(found?.content ?? "")) continue;
    findings.push(`'${path}' is to be ${describeNode(node)}, and is ${describeNode(found)}`);
  }
  for (const [path, node] of there) {
    if (wanted.has(path) || node.kind === "folder" || world.precious.has(node.content)) continue;
    if (world.hasForgotten || world.kept.has(path)) continue;
    if (world.isMeddledWith(join(destination, path))) continue;
    findings.push(`'${path}' is still at the destination`);
  }
  findings.push(...[drive, destination].flatMap(findPartials).map((path) => `${path} is left`));
  for (const path of findStowaways(world)) findings.push(`'${path}' is in cargo for good`);
  if (findings.length > 0) throw new Violation(`At the end\n${findings.join("\n")}`);
}

function isArrived(wanted: Node, found: Node | undefined, isTimeKept: boolean): boolean {
  if (wanted.kind !== found?.kind || wanted.content !== found.content) return false;
  return wanted.kind === "link" ||
    (!isTimeKept || wanted.modified === found.modified) && wanted.mode === found.mode;
}

function describeNode(node: Node | undefined): string {
  if (!node) return "missing";
  const { kind, content, modified, mode } = node;
  const date = new Date(modified).toISOString();
  return `a ${kind} ${JSON.stringify(content.slice(0, 80))} of ${date}, ${mode.toString(8)}`;
}
