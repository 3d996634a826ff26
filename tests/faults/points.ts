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
  // Dump, adoption.
  "commit cargo",
  "commit adopted",
];
