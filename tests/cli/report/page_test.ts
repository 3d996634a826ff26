import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
import { renderReport } from "../../../lib/cli/report/page.ts";
import { emptySafety, sumSafety } from "../../../lib/model/safety.ts";
import type { RelativePath } from "../../../lib/model/relative_path.ts";
import type { PastStage } from "../../../lib/operations/past_stage.ts";
import {
  MOST_TROUBLES,
  type PairReport,
  type ReportFacts,
} from "../../../lib/operations/report_facts.ts";
import { HOSTILE_NAMES } from "../../fixtures/library_on_drive.ts";

const NOTHING = { files: 0, bytes: 0 };
const NOW = Date.parse("2026-11-23T12:00:00Z"), DAY_MS = 86_400_000;

/** Facts in which whatever has a name has one that `name` gives. */
function factsNamed(
  name: (at: number) => string,
  counts = { pairs: 3, folders: 5, rows: 12 },
): ReportFacts {
  const safety = {
    ...emptySafety(),
    safe: { files: 7, bytes: 700 },
    unproven: { files: 1, bytes: 3 },
    waiting: { files: 2, bytes: 90 },
    damaged: { files: 1, bytes: 7 },
  };
  const rows = Array.from({ length: counts.rows }, (_, at) => at);
  const pairs = Array.from({ length: counts.pairs }, (_, pair): PairReport => ({
    pair: name(pair),
    source: `/${name(pair)}`,
    destination: `/${name(pair + 1)}`,
    hasBeenLoaded: true,
    safety: sumSafety(Array.from({ length: counts.folders + 1 }, () => safety)),
    folders: Array.from({ length: counts.folders }, (_, at) => ({
      folder: `${name(at)}/` as RelativePath,
      tallies: safety,
    })),
    gone: { kept: { files: 1, bytes: 1 }, toRemove: NOTHING, undecided: NOTHING },
    passedOver: 1,
    lastLoad: NOW - DAY_MS,
    lastUnload: NOW,
    aboardSince: null,
    proofs: { cold: 5, reread: 2 },
    oldestProof: NOW - 300 * DAY_MS,
    held: { files: 0, bytes: 0 },
    verifications: [],
  }));
  return {
    madeAt: NOW,
    root: `/media/${name(0)}`,
    pairs,
    safety: sumSafety(pairs.map((pair) => pair.safety)),
    arrivals: rows.map((at) => ({ at: NOW - (90 - at % 90) * DAY_MS, files: 1, bytes: 100 })),
    stages: rows.map((at): PastStage => ({
      pair: name(at % 3),
      trip: at,
      stage: at % 2 ? "unload" : "load",
      host: name(at),
      startedAt: NOW - (90 - at % 90) * DAY_MS,
      endedAt: null,
      result: "broken-off",
      tallies: { carried: { files: 1, bytes: 100 } },
      proofs: { cold: 1, reread: 0 },
    })),
    proofAges: { since: [], unknown: { files: 1, bytes: 1 } },
    longestUnverified: rows.slice(0, 6).map((at) => ({
      pair: name(at),
      path: name(at) as RelativePath,
      size: 1,
      provenAt: NOW,
    })),
    troubles: {
      some: rows.slice(0, MOST_TROUBLES).map((at) => ({
        pair: name(at),
        path: name(at) as RelativePath,
        size: 1,
        code: name(at),
      })),
      total: counts.rows + 1000,
    },
  };
}

/** The tags of a page with the names of their attributes, in order. */
function tagsOf(html: string): string[] {
  const body = html.replace(/<(style|script)>.*?<\/\1>/gs, "<$1></$1>");
  return (body.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));
}

Deno.test("whatever things are called, the page is made of the same tags", () => {
  const hostile = renderReport(
    factsNamed((at) => `${at} ${HOSTILE_NAMES[at % HOSTILE_NAMES.length]}`),
  );
  const plain = renderReport(factsNamed((at) => `${at} name`));
  deepStrictEqual(tagsOf(hostile), tagsOf(plain));
  match(hostile, /&lt;script&gt;document\.title = &#34;taken over&#34;&lt;\/script&gt;/);
});

Deno.test("no name gets into what runs: script and style are those that the page's policy names", () => {
  const html = renderReport(factsNamed((at) => `${at}</style></script>`));
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll(
    "&#39;",
    "'",
  );
  for (const tag of ["style", "script"]) {
    const blocks = [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))];
    strictEqual(blocks.length, 1);
    const digest = createHash("sha256").update(blocks[0]![1]!).digest("base64");
    ok(policy.includes(`${tag}-src 'sha256-${digest}'`), tag);
  }
  match(policy, /^default-src 'none';/);
  doesNotMatch(policy, /unsafe|https?:|\*/);
  doesNotMatch(html, /\sstyle=|\son\w+=/, "no attribute runs or styles anything");
});

Deno.test("nothing on the page is fetched from anywhere", () => {
  const html = renderReport(factsNamed((at) => `${at} name`));
  const addresses = [...html.matchAll(/\b(?:href|src|srcset|action|data)="([^"]*)"/g)].map((
    found,
  ) => found[1]!);
  deepStrictEqual(addresses.filter((address) => !address.startsWith("data:")), []);
  doesNotMatch(html, /@import|url\((?!#)/);
});

Deno.test("the page stays under 2 MiB whatever there is of everything", () => {
  const long = (at: number) => `${at}${'"'.repeat(4000)}`;
  const html = renderReport(factsNamed(long, { pairs: 150, folders: 40, rows: 5000 }));
  const { length } = new TextEncoder().encode(html);
  ok(length < 2 * 2 ** 20, `${length} bytes`);
  match(html, /6,000 problems; the gravest 400 are listed/);
  match(html, /… and 100 more pairs/);
  match(html, /2,500 loads and 2,500 unloads; the newest 1,000 are listed/);
});

Deno.test("a clock that was never set spoils no chart, and is told of", () => {
  const facts = factsNamed((at) => `${at} name`);
  const stages = facts.stages.map((stage, at) => at === 3 ? { ...stage, startedAt: 5 } : stage);
  const html = renderReport({ ...facts, stages });
  match(html, /Where the clock of a computer was wrong/);
  doesNotMatch(html, /NaN|Infinity/);
  doesNotMatch(renderReport(facts), /Where the clock of a computer was wrong/);
});

Deno.test("what is nearly all is not said to be all", () => {
  const MIB = 2 ** 20, facts = factsNamed((at) => `${at} name`, { pairs: 1, folders: 1, rows: 2 });
  const pageOf = (waiting: number) => {
    const safety = {
      ...emptySafety(),
      safe: { files: 45, bytes: 1434 * MIB - waiting },
      waiting: { files: 1, bytes: waiting },
    };
    return renderReport({ ...facts, safety, pairs: [{ ...facts.pairs[0]!, safety }] });
  };
  match(
    pageOf(20 * MIB),
    /<p>all but 20 MiB of 1.4 GiB, 46 files; <b>20 MiB in 1 file not yet safe/,
  );
  match(pageOf(200 * MIB), /<p>1.2 GiB of 1.4 GiB, 46 files;/);
});

Deno.test("what the config holds and when an end was last verified stand on the pair's card", () => {
  const facts = factsNamed((at) => `${at} name`, { pairs: 1, folders: 1, rows: 2 });
  const pageOf = (more: Partial<PairReport>) =>
    renderReport({ ...facts, pairs: [{ ...facts.pairs[0]!, ...more }] });
  const held = pageOf({ held: { files: 1, bytes: 90 } });
  match(held, /not yet safe \(90 bytes in 1 file held at the source by the config\)/);
  match(held, /<p>90 bytes in 1 file held there by the config<\/p>/);
  const before = pageOf({});
  doesNotMatch(before, /held (there|at the source) by/);
  match(before, /<dt>Last verified<\/dt><dd>never<\/dd>/);
  const visit = {
    end: "destination",
    host: "away",
    startedAt: NOW,
    endedAt: NOW,
    result: "done",
    verified: { files: 7, bytes: 700 },
    faulty: { files: 0, bytes: 0 },
    left: { files: 2, bytes: 90 },
  } as const;
  match(
    pageOf({ verifications: [visit] }),
    /<dd>destination, .* 2026, .*: that time 7 files, 700 bytes verified; 2 files, 90 bytes left/,
  );
});

Deno.test("before the first load the page says that nothing is known, and claims nothing", () => {
  const facts = factsNamed((at) => `${at} name`);
  const pairs = facts.pairs.map((pair) => ({
    ...pair,
    hasBeenLoaded: false,
    safety: emptySafety(),
    folders: [],
    lastLoad: null,
    lastUnload: null,
    proofs: { cold: 0, reread: 0 },
    oldestProof: null,
    gone: { kept: NOTHING, toRemove: NOTHING, undecided: NOTHING },
  }));
  const nothing = {
    arrivals: [],
    stages: [],
    longestUnverified: [],
    troubles: { some: [], total: 0 },
  };
  const html = renderReport({ ...facts, ...nothing, pairs, safety: emptySafety() });
  match(html, /Nothing is known of any source yet/);
  doesNotMatch(html, /\d%<\/span>|<h2 id="(risk|problems|folders|time)"|NaN|None:/);
});

Deno.test("sources that were never loaded are named beside the one that was", () => {
  const facts = factsNamed((at) => `${at} name`, { pairs: 8, folders: 1, rows: 3 });
  const unseen = { hasBeenLoaded: false, lastLoad: null, safety: emptySafety(), folders: [] };
  const notes = (loaded: number) =>
    renderReport({
      ...facts,
      pairs: facts.pairs.map((pair, at) => at < loaded ? pair : { ...pair, ...unseen }),
    });
  match(notes(1), /The source as seen by its last load, \d/);
  match(notes(1), /they were never loaded: 1 name, 2 name, 3 name, 4 name, 5 name and 2 more\./);
  match(notes(7), /The sources as seen by their last load, \d/);
  match(notes(7), /it was never loaded: 7 name\./);
});
