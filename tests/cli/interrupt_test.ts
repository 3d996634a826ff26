import { strictEqual } from "node:assert/strict";

const LISTENER = new URL("../../lib/cli/interrupt.ts", import.meta.url);

/** Says when it is asked to stop, and ends when it is asked again; by itself it would go on for long. */
const PROGRAM = `
  import { listenForInterrupts } from "${LISTENER}";
  const signal = listenForInterrupts(() => {
    console.log("abandoned");
    Deno.exit(130);
  });
  signal.addEventListener("abort", () => {
    console.log("stopping");
    setTimeout(() => console.log("still stopping"), 300);
  });
  console.log("at work");
  setTimeout(() => {}, 60_000);
`;

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "asked once, and told so twice, it stops in its own time; asked again it ends at once",
  async fn() {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", PROGRAM],
      stdout: "piped",
    }).spawn();
    let said = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (said === "at work\n") {
        // As the terminal's and its parent's; two of a kind might be told as one.
        child.kill("SIGINT");
        child.kill("SIGTERM");
      }
      if (said.endsWith("still stopping\n")) child.kill("SIGINT");
    }
    strictEqual(said, "at work\nstopping\nstill stopping\nabandoned\n");
    strictEqual((await child.status).code, 130);
  },
});
