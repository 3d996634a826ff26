import { strictEqual } from "node:assert/strict";

const LISTENER = new URL("../../lib/cli/interrupt.ts", import.meta.url);

/** Says when it is asked to stop, and ends when it is asked again; by itself it would go on for long. */
const PROGRAM = `
  import { listenForInterrupts } from "${LISTENER}";
  const signal = listenForInterrupts(() => {
    console.log("abandoned");
    Deno.exit(130);
  });
  signal.addEventListener("abort", () => console.log("stopping"));
  console.log("at work");
  setTimeout(() => {}, 60_000);
`;

Deno.test({
  ignore: Deno.build.os === "windows",
  name: "asked once it stops in its own time, asked twice it ends at once",
  async fn() {
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--quiet", PROGRAM],
      stdout: "piped",
    }).spawn();
    let said = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (said === "at work\n" || said === "at work\nstopping\n") child.kill("SIGINT");
    }
    strictEqual(said, "at work\nstopping\nabandoned\n");
    strictEqual((await child.status).code, 130);
  },
});
