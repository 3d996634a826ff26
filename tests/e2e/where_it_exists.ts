/**
 * What some tests are about and not every system has, as `Deno.test({ ...onLinks, … })`. A test that
 * only touches on it asks `isOnWindows` and does without.
 */
import { PROGRAM_OS } from "./program_os.ts";

/** Whether the program under test is the one for Windows. */
export const isOnWindows = PROGRAM_OS === "windows";

const notOnWindows = { ignore: isOnWindows };

/** Times to the nanosecond and before 1970, pipes and sockets in folders, names in any bytes. */
export const onLinux = { ignore: PROGRAM_OS !== "linux" };

/** Modes. Windows knows read-only files alone, and Waterlock leaves those as they are there. */
export const onModes = notOnWindows;

/**
 * Symbolic links. Windows has them, but Wine 8 makes none and shows a link of Linux as what it points
 * to.
 */
export const onLinks = notOnWindows;

/** Files that their mode keeps from an ordinary user. Windows has lists of rights, Wine 8 but one user. */
export const onOtherUsers = notOnWindows;

/** SIGTERM that a program can hear. On Windows it is its sudden end. */
export const onSigterm = notOnWindows;

/** Paths of more than 260 letters. Windows has them, but Wine 8 cannot tell where one really leads. */
export const onLongPaths = notOnWindows;
