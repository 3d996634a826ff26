/** Where lines go. */
export interface Output {
  write(text: string): void;
}

/** A standard stream as an output, and what became of it. */
export interface StreamOutput extends Output {
  /** Why lines were lost, when the one who reads them had not just gone away. */
  readonly failure: Error | undefined;
}

/**
 * A standard stream. Nothing that befalls it stops the work: neither a reader that went away
 * (`| head`), nor a window that was closed, nor a full disk behind it.
 */
export function streamOutput(stream: { writeSync(bytes: Uint8Array): number }): StreamOutput {
  const encoder = new TextEncoder();
  let failure: Error | undefined;
  return {
    get failure() {
      return failure;
    },
    write(text: string): void {
      const bytes = encoder.encode(text);
      try {
        for (let done = 0; done < bytes.length;) done += stream.writeSync(bytes.subarray(done));
      } catch (error) {
        if (!isReaderGone(error)) failure ??= error as Error;
      }
    },
  };
}

/** A pipe that nobody reads any more, of which Windows has several, or a terminal that was closed. */
function isReaderGone(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return error instanceof Deno.errors.BrokenPipe || code === "EPIPE" || code === "EIO";
}
