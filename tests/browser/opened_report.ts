import { findChromium } from "./chromium.ts";
import { type Browser, type ContextOptions, launchChromium, type Page } from "./playwright.ts";

/** How a person looks at the page. */
export interface Look extends Pick<ContextOptions, "javaScriptEnabled" | "reducedMotion"> {
  readonly width: number;
  readonly colours: "light" | "dark";
}

/** A page as a browser has it, and what it complained about. */
export interface OpenedReport {
  readonly page: Page;
  /** What the page wrote to the console, what it threw, and what it wanted to fetch. */
  readonly complaints: readonly string[];
  /** Milliseconds until it was loaded and painted. */
  readonly milliseconds: number;
}

/** One browser for all pages. */
export class ReportBrowser implements AsyncDisposable {
  private constructor(private readonly browser: Browser) {}

  static async launch(): Promise<ReportBrowser> {
    const executablePath = findChromium()!;
    // Chromium's sandbox does not work for root.
    const args = Deno.uid() === 0 ? ["--no-sandbox"] : [];
    return new ReportBrowser(await launchChromium({ executablePath, args }));
  }

  /** Opens a file in a window of its own and lets `look` look at it. */
  async open<T>(
    path: string,
    { width, colours, ...options }: Look,
    look: (opened: OpenedReport) => Promise<T>,
  ): Promise<T> {
    const context = await this.browser.newContext({
      ...options,
      viewport: { width, height: 900 },
      colorScheme: colours,
      offline: true,
    });
    try {
      const page = await context.newPage();
      const complaints: string[] = [], address = `file://${path}`;
      page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        if (request.url() !== address && !request.url().startsWith("data:")) {
          complaints.push(`fetches ${request.url()}`);
        }
      });
      const start = performance.now();
      await page.goto(address, { waitUntil: "load" });
      if (options.javaScriptEnabled !== false) {
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
      }
      return await look({ page, complaints, milliseconds: performance.now() - start });
    } finally {
      await context.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
  }
}
