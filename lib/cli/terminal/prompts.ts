/** One of several answers. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

/** A question whose answer is a folder's path. */
export interface FolderQuestion {
  readonly message: string;
  /** What is offered while nothing is typed. */
  readonly places: readonly { readonly path: string; readonly hint?: string }[];
  /** Absolute path of the person's own folder, which `~` stands for. */
  readonly home: string;
  /** What is wrong with an answer; undefined when nothing is. */
  readonly explain: (path: string) => string | undefined;
  readonly signal: AbortSignal;
}

/** A question whose answer is a text. */
export interface TextQuestion {
  readonly message: string;
  /** What stands there already, to be changed or taken by Enter; without it Enter alone is no text. */
  readonly initialValue?: string;
  /** What is wrong with an answer; undefined when nothing is. */
  readonly explain?: (text: string) => string | undefined;
  readonly signal: AbortSignal;
}

/**
 * What questions are asked with: on a screen that is drawn over, or in whole lines. An answer is a symbol
 * where the person did not want to give one.
 */
export interface Prompts {
  confirm(question: {
    readonly message: string;
    readonly initialValue?: boolean;
    readonly signal: AbortSignal;
  }): Promise<boolean | symbol>;
  text(question: TextQuestion): Promise<string | symbol>;
  select<T>(question: {
    readonly message: string;
    readonly initialValue: T;
    readonly options: readonly Choice<T>[];
    readonly signal: AbortSignal;
  }): Promise<T | symbol>;
  folder(question: FolderQuestion): Promise<string | symbol>;
  /** Opens a talk of several questions. */
  intro(title: string): void;
  /** Closes it. */
  outro(text: string): void;
  readonly log: Readonly<
    Record<"info" | "warn" | "error", (text: string) => void> & {
      message: (lines: readonly string[]) => void;
    }
  >;
}
