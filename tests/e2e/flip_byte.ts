/** Changes one byte of a file, and nothing that tells of it. */
export function flipByte(path: string): void {
  using file = Deno.openSync(path, { read: true, write: true });
  const { mtime } = file.statSync();
  file.seekSync(3, Deno.SeekMode.Start);
  file.writeSync(new Uint8Array([0x21]));
  file.utimeSync(mtime!, mtime!);
}
