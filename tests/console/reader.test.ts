import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";

let house: ConsoleHouse;

const tokens = {
  READER: "secret-of-the-reader-0123456789",
  ACME: "secret-of-acmes-reader-0123456789",
};

beforeAll(async () => {
  house = await consoleHouse({
    configuration: {
      http: {
        port: 0,
        tokens: [
          { name: "reader", variable: "READER", role: "read", tenant: "*" },
          { name: "acme", variable: "ACME", role: "read", tenant: "acme" },
        ],
      },
    },
    environment: tokens,
  });
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

async function giveToken(page: Page, token: string): Promise<void> {
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Continue" }).click();
}

describe("somebody who may only read", () => {
  test("sees a stuck request, and that everything is refused for want of a role, and nothing personal", async () => {
    await house.purchase("AS-1-stuck");
    const { page, close } = await house.see("/subscriptions/AS-1-stuck");
    await giveToken(page, tokens.READER);
    const notice = page.getByRole("alert").filter({ hasText: "is stuck on" });
    await eventually(async () => notice.innerText()).toContain("role operate");
    expect(await notice.getByRole("button").count()).toBe(0);
    const actions = page.getByRole("region", { name: "Actions" });
    await eventually(async () => actions.locator("[aria-disabled=true]").count()).toBe(15);
    await actions.getByRole("button", { name: "Retry" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("Your token may only read").first().waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Show personal data" }).count()).toBe(0);
    expect(await page.content()).not.toContain("Jane Doe");
    await close();
  });

  test("of one tenant is told why there is no inspector to see, and is not asked again and again", async () => {
    const { page, close } = await house.see("/inspector");
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/inspector/updates")) asked += 1;
    });
    await giveToken(page, tokens.ACME);
    await page.getByText("tenant_forbidden").waitFor();
    const before = asked;
    await page.waitForTimeout(2500);
    expect(asked).toBe(before);
    await close();
  });
});
