import { readStatus } from "../../lib/filesystem/file_status.ts";

/** Where Debian and its like have it. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser that pages are looked at with, or undefined where this computer has none. */
export function findChromium(): string | undefined {
  return PLACES.find((path) => readStatus(path, { follow: true })?.kind === "file");
}
