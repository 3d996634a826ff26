import { canMount } from "./place.ts";

/**
 * The points of the write order, as a run that is told of every call passes them: the harness kills the
 * program before and behind each of them. One that no scenario passes any more fails its test.
 */
export const POINTS: readonly string[] = [
  // The drive is opened: its lock, a new catalogue and its migrations.
  "create lock",
  "write lock",
  "truncate lock",
  "commit schema",
  "commit pair",
  // A load: scan, decisions, the trip, what is recognised, links.
  "commit entry",
  "commit cargo+entry",
  "commit trip",
  "mkdir cargo",
  // Each file of it, in the order of the write.
  "commit in_flight",
  "create cargo partial",
  "write cargo partial",
  "utime cargo partial",
  "chmod cargo partial",
  "sync cargo folder",
  "rename cargo",
  "commit cargo+cargo_part+entry+in_flight",
  "remove cargo partial",
  "remove cargo",
  "remove cargo folder",
  // A large file by itself, and going on with one that was broken off.
  "sync cargo partial",
  "truncate cargo partial",
  "sync destination partial",
  "truncate destination partial",
  // An unload: the marker, folders, files, links.
  "mkdir marker folder",
  "create marker partial",
  "write marker partial",
  "sync marker partial",
  "rename marker",
  "sync marker folder",
  "mkdir destination",
  "create destination partial",
  "write destination partial",
  "utime destination partial",
  "chmod destination partial",
  "link destination partial",
  "commit delivery",
  "rename destination",
  "sync destination folder",
  "utime destination",
  "utime destination folder",
  "chmod destination folder",
  "remove destination",
  "remove destination folder",
  // What other drives are told.
  "mkdir receipts",
  "create receipt",
  "sync receipts folder",
  "write receipt",
  "sync receipt",
  "commit receipt",
  // What somebody else's file gives way to.
  "mkdir replaced",
  "rename replaced",
  "sync replaced folder",
  // The end: snapshot and seal.
  "sync snapshot partial",
  "rename snapshot",
  "sync config folder",
  "create seal partial",
  "write seal partial",
  "sync seal partial",
  "rename seal",
  // What is left at the destination, and what is made of it.
  "mkdir drives",
  "sync drives folder",
  "write left config partial",
  "rename left config",
  "write left snapshot partial",
  "sync left snapshot partial",
  "rename left snapshot",
  "create catalogue partial",
  "sync catalogue partial",
  "commit cargo+drive+entry+in_flight+visit",
  "rename catalogue",
  "write config partial",
  "rename config",
  // Verification, dump, adoption.
  "commit visit",
  "commit cargo",
  "commit adopted",
];

/** Those that are passed where a drive of a test's own can be mounted, which is smaller than a file. */
export const POINTS_OF_PARTS: readonly string[] = [
  "create part partial",
  "write part partial",
  "utime part partial",
  "rename part",
  "commit cargo+cargo_part+in_flight",
  "commit cargo+entry",
  "commit arrived_part+cargo+entry",
  "commit arrived_part+cargo",
  "remove part",
];

/** All that are passed here. */
export function namedPoints(): readonly string[] {
  return canMount() ? [...POINTS, ...POINTS_OF_PARTS] : POINTS;
}
