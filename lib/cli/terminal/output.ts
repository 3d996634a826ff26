/** Where lines go. */
export interface Output {
  write(text: string): void;
}

/** A standard stream; a reader that went away (`| head`) stops nothing. */
export function streamOutput(stream: { writeSync(bytes: Uint8Array): number }): Output {
  const encoder = new TextEncoder();
  return {
    write(text: string): void {
      const bytes = encoder.encode(text);
      try {
        for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** Windows has several errors for a pipe that nobody reads; Deno gives all of them one code. */
function isGone(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe ||
    (error instanceof Error && "code" in error && error.code === "EPIPE");
}
