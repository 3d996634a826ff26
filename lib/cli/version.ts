import project from "../../deno.json" with { type: "json" };

/** The program's version, as `--version` shows it. */
export const VERSION: string = project.version;
