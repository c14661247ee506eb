import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";
import { leftStates, litStates } from "./lit-states.ts";
import { troubledPlatform } from "./troubled-platform.ts";

const platform = troubledPlatform("connect");

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse({ adapters: [platform] });
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** A purchase whose fulfilling the vendor refused. */
async function stuckPurchase(key: string): Promise<void> {
  platform.isRefusing = true;
  await house.purchase(key);
  await eventually(async () => (await house.engine.get(key))?.snapshot.value).toEqual({
    lifecycle: "processing",
    request: "stuck",
  });
}

/** Notices when the page is loaded anew. */
const mark = async (page: Page): Promise<void> => page.evaluate(`window.isSamePage = true`);
const isSame = async (page: Page): Promise<unknown> => page.evaluate(`window.isSamePage`);

const stuckNotice = (page: Page) => page.getByRole("alert").filter({ hasText: "is stuck on" });

describe("a stuck request", () => {
  test("is found on the overview, understood, retried, and seen to move, without a reload", async () => {
    await stuckPurchase("AS-1");
    const { page, faults, close } = await house.see("/");
    await mark(page);

    await page.getByRole("link", { name: "AS-1", exact: true }).click();
    const notice = stuckNotice(page);
    await notice.waitFor();
    await eventually(async () => notice.innerText()).toContain("stuck on fulfillRequest");
    expect(await notice.innerText()).toContain("one attempt: vendor_said_no");
    await eventually(async () => litStates(page)).toEqual([
      "lifecycle",
      "lifecycle.processing",
      "request",
      "request.stuck",
    ]);
    expect(await leftStates(page)).toEqual(["request.pending", "request.pending.fulfilling"]);

    expect(await page.content()).not.toContain("Jane Doe");
    await page.getByRole("button", { name: "Show personal data" }).click();
    await eventually(async () => notice.innerText()).toContain("Jane Doe is unknown");

    platform.isRefusing = false;
    await notice.getByRole("button", { name: "Retry" }).click();
    const dialog = page.getByRole("dialog", { name: "Retry: AS-1" });
    await dialog.getByRole("button", { name: "Retry" }).click();

    await page.getByText("Retry was taken in").waitFor();
    await eventually(async () => litStates(page)).toEqual([
      "lifecycle",
      "lifecycle.active",
      "request",
      "request.none",
      "request.none.idle",
    ]);
    expect(await stuckNotice(page).count()).toBe(0);
    const steps = page.getByRole("list", { name: "Steps, newest first" });
    await eventually(async () => steps.innerText()).toContain("operator.retry");
    expect(await steps.innerText()).toContain("processing → active");
    expect(await isSame(page)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("is found in the table and rejected in the vendor's place, with a reason", async () => {
    await stuckPurchase("AS-2");
    const { page, faults, close } = await house.see("/subscriptions?requestState=stuck");
    await page.getByText("AS-2", { exact: true }).first().click();
    await stuckNotice(page).getByRole("button", { name: "Reject" }).click();
    const dialog = page.getByRole("dialog", { name: "Reject: AS-2" });
    const reject = dialog.getByRole("button", { name: "Reject" });
    expect(await reject.isDisabled()).toBe(true);
    await dialog.getByLabel("Reason").fill("The account is closed");
    await reject.click();

    await page.getByText("Reject was taken in").waitFor();
    await eventually(async () => litStates(page)).toContain("lifecycle.terminated");
    const answer = await house.engine.at("AS-2", 3);
    expect(answer.context.request?.answer).toMatchObject({
      type: "answer.reject",
      reason: "The account is closed",
      by: "operator",
    });
    expect(faults).toEqual([]);
    await close();
  });

  test("is postponed, inquired and approved by hand, each with its own key", async () => {
    const done: readonly (readonly [string, (page: Page) => Promise<void>, string])[] = [
      [
        "Postpone",
        async (page) => page.getByLabel("Minutes").fill("30"),
        "request.pending.postponed",
      ],
      [
        "Inquire",
        async (page) => {
          await page.getByLabel("Parameter 1").fill("email");
          await page.getByLabel("Message of email").fill("Which address is yours?");
        },
        "request.pending.asking",
      ],
      ["Approve", async () => undefined, "lifecycle.active"],
    ];
    const { page, faults, close } = await house.see("/");
    const keys: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") keys.push(request.headers()["idempotency-key"]);
    });
    for (const [verb, fill, state] of done) {
      const key = `AS-by-${verb}`;
      await stuckPurchase(key);
      await page.goto(`${house.url.replace(/\/$/u, "")}/subscriptions/${key}`);
      await stuckNotice(page).getByRole("button", { name: verb }).click();
      await fill(page);
      await page.getByRole("dialog").getByRole("button", { name: verb }).click();
      await eventually(async () => litStates(page)).toContain(state);
    }
    expect(new Set(keys).size).toBe(done.length);
    expect(keys.every((key) => key !== undefined && key.length >= 32)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("is skipped, and the timeline tells that the platform is read", async () => {
    await stuckPurchase("AS-skipped");
    const { page, faults, close } = await house.see("/subscriptions/AS-skipped");
    await stuckNotice(page).getByRole("button", { name: "Skip" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Skip" }).click();
    await page.getByText("Skip was taken in").waitFor();
    const newest = page.getByRole("list", { name: "Steps, newest first" }).getByRole("listitem");
    await eventually(async () => newest.first().innerText()).toContain("operator.skip");
    await eventually(async () => newest.first().innerText()).toMatch(/readRequest\s+settled/u);
    expect(faults).toEqual([]);
    await close();
  });

  test("retried without an answer is retried again under the same key", async () => {
    await stuckPurchase("AS-3");
    const { page, close } = await house.see("/subscriptions/AS-3");
    const keys: (string | undefined)[] = [];
    await page.route("**/retry", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      // The service takes it in; its answer is lost.
      if (keys.length === 1) {
        await route.fetch();
        await route.abort("connectionreset");
      } else await route.continue();
    });
    platform.isRefusing = false;
    await stuckNotice(page).getByRole("button", { name: "Retry" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Retry" }).click();
    await dialog.getByText("service_unreachable").waitFor();
    await dialog.getByRole("button", { name: "Retry" }).click();
    await page.getByText("Retry was taken in").waitFor();
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    await eventually(async () => litStates(page)).toContain("lifecycle.active");
    const history = await house.engine.history("AS-3");
    const retries = history.filter(({ event }) => event.type === "operator.retry");
    expect(retries).toHaveLength(1);
    await close();
  });
});
