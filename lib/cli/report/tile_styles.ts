/**
 * How the fields of the treemap look. Each is a container that says of itself what it has room for; what
 * it has none for is still read out, and shown when the pointer rests on it.
 */
// deno-lint-ignore waterlock/vocabulary -- a style sheet
export const TILE_STYLES = `
.map { position: relative; height: 560px; margin: 24px -2px 0; }
.map .group { position: absolute; padding: 2px; container-type: size; }
.group h3 {
  height: 28px; padding: 0 6px; display: flex; gap: 8px; align-items: center; font-size: 0.9375rem;
  white-space: nowrap; overflow: hidden;
}
.group h3 bdi { overflow: hidden; text-overflow: ellipsis; }
.group h3 span { color: var(--accent); font-variant-numeric: tabular-nums; }
.group ul { position: absolute; inset: 30px 2px 2px; border-radius: 10px; overflow: hidden; background: var(--paper); }
.tile {
  position: absolute; container-type: size; overflow: hidden; background: var(--bed);
  border: 1px solid var(--paper); border-radius: 6px; font-size: 0.875rem; line-height: 1.3;
}
.tile .water { position: absolute; inset: auto 0 0; height: var(--water-level, 0); background: var(--water); }
.tile b, .tile .said {
  position: relative; display: block; margin: 0 9px; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis;
}
.tile b { font-weight: 600; margin-top: 7px; } .tile .said { font-size: 0.8125rem; }
.tile.harmed::after {
  content: ""; position: absolute; top: 6px; right: 6px; width: 9px; height: 9px; border-radius: 50%;
  background: var(--harm); border: 1px solid var(--paper);
}
.tile.harmed b { margin-right: 20px; }
@container (max-width: 140px) { .group h3 span { display: none; } }
@container (max-width: 110px) { .tile b { font-size: 0.75rem; margin-left: 6px; margin-right: 4px; } }
@container (max-width: 64px) or (max-height: 32px) {
  .tile b, .group h3 { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; clip-path: inset(50%); }
}
@container (max-width: 128px) or (max-height: 52px) {
  .tile .said { position: absolute; width: 1px; height: 1px; margin: 0; clip-path: inset(50%); }
}
@container (max-width: 64px) or (max-height: 56px) {
  .group > ul { inset: 2px; }
  .group h3 { position: absolute; width: 1px; height: 1px; margin: 0; padding: 0; clip-path: inset(50%); }
}
@media (max-width: 719px) { .map { height: 760px; } }
`;
