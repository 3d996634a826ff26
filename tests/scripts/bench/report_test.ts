import { doesNotMatch, match } from "node:assert/strict";
import { type Report, showReport } from "../../../scripts/bench/report.ts";
import { FASTER, judge } from "../../../scripts/bench/result.ts";

const RESULT = judge({
  workload: "w",
  what: "work",
  unit: "seconds",
  waterlock: [2],
  peers: [{ name: "cp", values: [1], bound: FASTER }, { name: "dd", values: [3], bound: FASTER }],
});

const REPORT: Report = {
  date: "2026-03-01",
  machine: {
    processor: "Some CPU",
    cores: 2,
    memoryBytes: 24 * 2 ** 30,
    system: "linux 6.1",
    fileSystem: "ext4",
    deno: "Deno 2.9.6",
    peers: ["cp 9.1"],
  },
  program: "0.1.0 (commit abc)",
  isTrial: false,
  rounds: 5,
  size: 1,
  jobs: null,
  notes: ["Not measured: rclone (not installed: rclone)"],
  failures: ["memory was not measured: no."],
  results: [RESULT],
};

Deno.test("showReport() names machine, program, and what is missing, and counts the bounds", () => {
  const shown = showReport(REPORT);
  match(shown, /^\| work +\| Waterlock /);
  match(shown, /\n1 of 2 bounds are met\. Medians of 5 rounds;/);
  match(
    shown,
    /\nMeasured on 2026-03-01: Waterlock 0\.1\.0 \(commit abc\), on Some CPU, 2 cores, 24 GiB/,
  );
  match(
    shown,
    /\n\n- memory was not measured: no\.\n- Not measured: rclone \(not installed: rclone\)\n$/,
  );
  doesNotMatch(shown, /trial|--jobs/);
});

Deno.test("showReport() says first of a trial that it is one, and how small", () => {
  const shown = showReport({ ...REPORT, isTrial: true, size: 0.01, rounds: 1, jobs: 3 });
  match(shown, /^\*\*A trial\*\* \(data × 0\.01, 1 round\): these are no real results\.\n\n\|/);
  match(shown, /commit abc\), --jobs 3, on /);
});
