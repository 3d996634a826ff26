const READ_FILE = ["pointer", "pointer", "u32", "buffer", "pointer"] as const;

const SYMBOLS = {
  GetDiskFreeSpaceExW: { parameters: ["buffer", "buffer", "buffer", "buffer"], result: "i32" },
  CreateFileW: {
    parameters: ["buffer", "u32", "u32", "pointer", "u32", "u32", "pointer"],
    result: "pointer",
  },
  ReadFile: { parameters: READ_FILE, result: "i32" },
  ReadFileMeanwhile: {
    name: "ReadFile",
    parameters: READ_FILE,
    result: "i32",
    nonblocking: true,
  },
  CloseHandle: { parameters: ["pointer"], result: "i32" },
  VirtualAlloc: { parameters: ["pointer", "usize", "u32", "u32"], result: "pointer" },
  VirtualFree: { parameters: ["pointer", "usize", "u32"], result: "i32" },
  GetFileSizeEx: { parameters: ["pointer", "buffer"], result: "i32" },
  GetFileInformationByHandleEx: {
    parameters: ["pointer", "i32", "buffer", "u32"],
    result: "i32",
  },
  GetVolumeInformationByHandleW: {
    parameters: ["pointer", "buffer", "u32", "buffer", "buffer", "buffer", "buffer", "u32"],
    result: "i32",
  },
} as const;

/** What is needed of the Windows API. */
export type Kernel32 = Deno.DynamicLibrary<typeof SYMBOLS>["symbols"];

let loaded: Kernel32 | null | undefined;

/** The Windows API; null on other systems. */
export function kernel32(): Kernel32 | null {
  loaded ??= Deno.build.os === "windows" ? Deno.dlopen("kernel32.dll", SYMBOLS).symbols : null;
  return loaded;
}

/** A path as the Windows API wants it: UTF-16 with a NUL behind it. */
export function wideString(path: string): Uint8Array<ArrayBuffer> {
  const units = Array.from({ length: path.length }, (_, index) => path.charCodeAt(index));
  return new Uint8Array(Uint16Array.of(...units, 0).buffer);
}
