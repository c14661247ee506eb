import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { dist } from "./built-console.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";

const secrets = {
  READER: "secret-of-the-reader-0123456789",
  ADMIN: "secret-of-the-admin-0123456789",
};
const mostBytes = 200_000;

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse({
    configuration: {
      http: {
        port: 0,
        tokens: [
          { name: "reader", variable: "READER", role: "read", tenant: "acme" },
          { name: "admin", variable: "ADMIN", role: "admin", tenant: "*" },
        ],
      },
    },
    environment: secrets,
  });
  await house.purchase("AS-1");
  await house.purchase("acme:AS-2", "bridge");
});
afterAll(async () => house[Symbol.asyncDispose]());

async function enter(path: string, secret: string, options?: Parameters<ConsoleHouse["see"]>[1]) {
  const seen = await house.see(path, options);
  await seen.page.getByLabel("Token").fill(secret);
  await seen.page.getByRole("button", { name: "Continue" }).click();
  await seen.page.getByRole("navigation", { name: "Pages" }).waitFor();
  return seen;
}

/** Being asked for a token is what the service answers, and Chromium writes it down as an error. */
const besidesTheAsking = (faults: readonly string[]): readonly string[] =>
  faults.filter((fault) => !fault.includes("401"));

describe("the console", () => {
  test("asks for a token, says when it is refused, and shows each caller what is theirs", async () => {
    const { page, faults, axe, close } = await house.see("/");
    const field = page.getByLabel("Token");
    await field.waitFor();
    expect(await axe()).toEqual([]);
    await field.fill("no such token, whatever one does");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This token was refused").waitFor();
    await field.fill(secrets.READER);
    await page.keyboard.press("Enter");
    await page.getByText("reader read").waitFor();
    await eventually(async () => page.innerText(".figures")).toMatch(/Subscriptions\s*1\b/u);
    expect(await page.getByRole("button", { name: /Pause/u }).count()).toBe(0);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.reload();
    await page.getByText("reader read").waitFor();
    await page.getByRole("button", { name: "Forget the token" }).click();
    await field.waitFor();
    await page.reload();
    await field.waitFor();
    expect(besidesTheAsking(faults)).toEqual([]);
    await close();
  });

  test("keeps the token out of the address, and out of what outlives the tab", async () => {
    const { page, close } = await enter("/subscriptions", secrets.ADMIN);
    expect(page.url()).not.toContain(secrets.ADMIN);
    expect(await page.evaluate(`JSON.stringify(localStorage) + document.cookie`)).not.toContain(
      secrets.ADMIN,
    );
    await close();
  });

  test("is light or dark as the system is, or as the reader chose, also the next time", async () => {
    const { page, close } = await enter("/", secrets.ADMIN, { colorScheme: "dark" });
    const background = async (): Promise<string> =>
      page.evaluate(`getComputedStyle(document.documentElement).backgroundColor`);
    expect(await background()).toBe("rgb(14, 17, 22)");
    await page.getByLabel("Light", { exact: true }).check({ force: true });
    expect(await background()).toBe("rgb(246, 247, 249)");
    await page.reload({ waitUntil: "commit" });
    await eventually(background).toBe("rgb(246, 247, 249)");
    await page.getByLabel("As the system").check({ force: true });
    expect(await background()).toBe("rgb(14, 17, 22)");
    await page.emulateMedia({ colorScheme: "light" });
    await eventually(background).toBe("rgb(246, 247, 249)");
    await close();
  });

  test("leads to each page without a reload or a request to any other origin", async () => {
    const { page, faults, close } = await enter("/", secrets.ADMIN);
    await page.evaluate(`window.isSame = true`);
    for (const [name, title] of [
      ["Subscriptions", "Subscriptions · Tenure"],
      ["Inspector", "Inspector · Tenure"],
      ["Overview", "Overview · Tenure"],
    ] as const) {
      const link = page.getByRole("navigation").getByRole("link", { name });
      await link.click();
      await eventually(async () => page.title()).toBe(title);
      expect(await link.getAttribute("aria-current")).toBe("page");
    }
    expect(await page.evaluate(`window.isSame`)).toBe(true);
    await page.goto(`${house.url.replace(/\/$/u, "")}/nowhere`);
    await page.getByText("There is no such page.").waitFor();
    expect(besidesTheAsking(faults)).toEqual([]);
    await close();
  });

  test("loads less than 200 kB of script for its first view, compressed", async () => {
    const seen = await house.see("/");
    const scripts = new Set<string>();
    seen.page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.endsWith(".js")) scripts.add(pathname);
    });
    await seen.page.reload();
    await seen.page.getByLabel("Token").fill(secrets.ADMIN);
    await seen.page.getByRole("button", { name: "Continue" }).click();
    await seen.page.locator("canvas").first().waitFor();
    const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(dist, path))).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(mostBytes);
    await seen.close();
  });

  test("says when the service is gone, and follows it again when it is back", async () => {
    const { page, close } = await enter("/subscriptions", secrets.ADMIN);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.route("**/api/v1/changes*", async (route) => route.abort());
    await page.reload();
    await page.getByText("Interrupted").waitFor();
    await house.purchase("AS-9");
    await page.unroute("**/api/v1/changes*");
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => page.locator(".row-link").allInnerTexts()).toContain("AS-9");
    await close();
  });
});
