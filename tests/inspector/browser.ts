import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

/** A Chromium without a window. */
export async function startBrowser() {
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  return Object.assign(browser, { [Symbol.asyncDispose]: async () => browser.close() });
}
