import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page, and all that went wrong on it so far. */
export interface SeenPage {
  readonly page: Page;
  /** Errors on the console and uncaught ones, requests that failed, and requests to elsewhere. */
  readonly faults: readonly string[];
  /** What axe finds that is serious or critical, as `<rule>: <element>`. */
  readonly axe: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
}

/** What ends by itself when a page is left is no failure. */
const leftAlone = "net::ERR_ABORTED";

/**
 * Opens a page of the console by its path, in a window of its own, and writes down what goes wrong there.
 */
export async function seePage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<SeenPage> {
  const { origin } = new URL(url);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin && !["data:", "blob:"].includes(asked.protocol))
      faults.push(`elsewhere: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (why !== leftAlone) faults.push(`failed: ${request.url()} ${why}`);
  });
  await page.goto(url);
  return {
    page,
    faults,
    axe: async () => seriousFaults(page),
    close: async () => context.close(),
  };
}
