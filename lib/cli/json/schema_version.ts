/**
 * The version of what `--json` writes; `lib/README.md` tells what raises it. Apart from the schemas,
 * so that the program can say it without loading them.
 */
export const SCHEMA_VERSION = 1;
