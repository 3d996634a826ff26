/**
 * As much of playwright-core as is used here. It is none of the project's dependencies, because the
 * compiler puts whatever `deno.lock` names into the binary, which would be 17 MB larger: so its name is
 * not written where it would be found, and `deno.lock` in this folder pins it.
 */
const PLAYWRIGHT = "npm:playwright-core@1.65.1";

/** A browser that was started (playwright.dev/docs/api/class-browser). */
export interface Browser {
  newContext(options: ContextOptions): Promise<Context>;
  close(): Promise<void>;
}

/** How a window is opened. */
export interface ContextOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: "light" | "dark";
  readonly offline: boolean;
  readonly javaScriptEnabled?: boolean;
  readonly reducedMotion?: "reduce" | "no-preference";
}

interface Context {
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

/** A page as it is shown (playwright.dev/docs/api/class-page). */
export interface Page {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  on(event: "console", heard: (message: { type(): string; text(): string }) => void): void;
  on(event: "pageerror", heard: (error: Error) => void): void;
  on(event: "request", heard: (request: { url(): string }) => void): void;
  goto(address: string, options: { readonly waitUntil: "load" }): Promise<unknown>;
  evaluate(script: string): Promise<unknown>;
  emulateMedia(options: { readonly media: "print" }): Promise<void>;
  pdf(options: { readonly format: "A4" }): Promise<Uint8Array>;
  screenshot(options: { readonly path: string }): Promise<unknown>;
  title(): Promise<string>;
  locator(selector: string): Locator;
}

/** What a selector finds (playwright.dev/docs/api/class-locator). */
export interface Locator {
  first(): Locator;
  locator(selector: string): Locator;
  getByLabel(label: string): Locator;
  count(): Promise<number>;
  fill(text: string): Promise<void>;
  selectOption(choice: { readonly label: string } | { readonly index: number }): Promise<unknown>;
  inputValue(): Promise<string>;
  textContent(): Promise<string | null>;
  allTextContents(): Promise<string[]>;
  innerText(): Promise<string>;
}

/** Starts chromium without a window. */
export async function launchChromium(
  options: { readonly executablePath: string; readonly args: readonly string[] },
): Promise<Browser> {
  const { chromium } = await import(PLAYWRIGHT);
  return await chromium.launch(options);
}
