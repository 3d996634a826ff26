import { BUILD } from "#build";
import project from "../../deno.json" with { type: "json" };

/** What `--version` shows: version, commit and runtime, in one line. */
export const VERSION: string = `${project.version} (${describeBuild(BUILD)})`;

function describeBuild(build: typeof BUILD): string {
  return build
    ? `commit ${build.commit}, ${build.runtime}`
    // deno-lint-ignore waterlock/vocabulary -- it is told before the vocabulary is loaded
    : `a checkout, Deno ${Deno.version.deno}`;
}
