import { type Kernel32, kernel32, wideString } from "./kernel32.ts";
import { toNativeRoot } from "./native_path.ts";

const INVALID_HANDLE = 0xffffffffffffffffn;
const SHARE_ALL = 7, OPEN_EXISTING = 3;
/** Without it no folder is opened (Microsoft, `CreateFileW`). */
const FILE_FLAG_BACKUP_SEMANTICS = 0x02000000;

/** Whether `CreateFileW` has opened something. */
export function isHandle(handle: Deno.PointerValue): handle is Deno.PointerObject {
  return handle !== null &&
    BigInt.asUintN(64, BigInt(Deno.UnsafePointer.value(handle))) !== INVALID_HANDLE;
}

/** What Windows calls the file system of something open: `NTFS`, `exFAT`; undefined where it does not tell. */
export function fileSystemOf(k: Kernel32, handle: Deno.PointerObject): string | undefined {
  const name = new Uint16Array(64), bytes = new Uint8Array(name.buffer);
  const answer = k.GetVolumeInformationByHandleW(
    handle,
    null,
    0,
    null,
    null,
    null,
    bytes,
    name.length,
  );
  return answer === 0 ? undefined : String.fromCharCode(...name.subarray(0, name.indexOf(0)));
}

/** The same of a folder by its path; undefined on other systems too. */
export function volumeFileSystem(path: string): string | undefined {
  const k = kernel32();
  if (!k) return undefined;
  const name = wideString(toNativeRoot(path));
  const handle = k.CreateFileW(
    name,
    0,
    SHARE_ALL,
    null,
    OPEN_EXISTING,
    FILE_FLAG_BACKUP_SEMANTICS,
    null,
  );
  if (!isHandle(handle)) return undefined;
  try {
    return fileSystemOf(k, handle);
  } finally {
    k.CloseHandle(handle);
  }
}
