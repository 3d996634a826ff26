/** One of several answers. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

/**
 * What questions are asked with: the part of `@clack/prompts` that is used, and the same in whole lines.
 * An answer is a symbol where the person did not want to give one.
 */
export interface Prompts {
  confirm(question: {
    readonly message: string;
    readonly initialValue?: boolean;
    readonly signal: AbortSignal;
  }): Promise<boolean | symbol>;
  text(question: {
    readonly message: string;
    readonly defaultValue: string;
    readonly signal: AbortSignal;
  }): Promise<string | symbol>;
  select<T>(question: {
    readonly message: string;
    readonly initialValue: T;
    readonly options: readonly Choice<T>[];
    readonly signal: AbortSignal;
  }): Promise<T | symbol>;
  readonly log: Readonly<
    Record<"info" | "warn" | "error", (text: string) => void> & {
      message: (lines: string[]) => void;
    }
  >;
}
