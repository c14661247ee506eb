import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";
import { litStates } from "./lit-states.ts";

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

async function activePurchase(key: string): Promise<void> {
  await house.purchase(key);
  await eventually(async () => (await house.engine.get(key))?.snapshot.value).toEqual({
    lifecycle: "active",
    request: { none: "idle" },
  });
}

/** What a screen reader is told of buttons, by their names. */
async function toldOfButtons(page: Page): Promise<ReadonlyMap<string, string>> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return new Map(
    nodes
      .filter(({ ignored, role }) => !ignored && role?.value === "button")
      .map(({ name, description }) => [String(name?.value), String(description?.value)]),
  );
}

const actions = (page: Page) => page.getByRole("region", { name: "Actions" });

describe("the actions of a subscription", () => {
  test("that are refused stay in reach of the keyboard, and say why and what would help", async () => {
    await activePurchase("AS-1");
    const { page, faults, close } = await house.see("/subscriptions/AS-1");
    const suspend = actions(page).getByRole("button", { name: "Suspend" });
    await suspend.waitFor();
    const told = await toldOfButtons(page);
    const response = await page.request.get(
      `${house.url.replace(/\/$/u, "")}/api/v1/subscriptions/AS-1/commands`,
    );
    const { commands } = (await response.json()) as {
      commands: { type: string; allowed: boolean; refusal?: { message: string } }[];
    };
    const refused = commands.filter(({ allowed }) => !allowed);
    expect(refused.length).toBeGreaterThan(5);
    const greyed = await actions(page).locator("[aria-disabled=true]").count();
    expect(greyed).toBe(refused.length);
    for (const { refusal } of refused)
      expect([...told.values()].some((text) => text.includes(refusal?.message ?? "-"))).toBe(true);
    expect(told.get("Suspend")).toContain("Administrative Hold");

    await suspend.focus();
    await page.keyboard.press("Enter");
    const explanation = page.getByRole("status").filter({ hasText: "is refused" });
    expect(await explanation.innerText()).toContain("Missing capability: Administrative Hold");
    expect(await explanation.innerText()).toContain("The shortest way there");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test("become possible when the capability comes, without a reload", async () => {
    await activePurchase("AS-2");
    const { page, faults, close } = await house.see("/subscriptions/AS-2");
    const suspend = actions(page).getByRole("button", { name: "Suspend" });
    await eventually(async () => suspend.getAttribute("aria-disabled")).toBe("true");
    const capabilities = { administrativeHold: true };
    const { version: told } = await house.engine.send("AS-2", {
      type: "capabilities.changed",
      capabilities,
    });
    await eventually(async () => suspend.getAttribute("aria-disabled")).toBe(null);
    // What is asked of a version that is still on its way to the page is answered with a conflict.
    await eventually(async () => page.innerText(".subscription-facts")).toContain(`${told}, `);

    await suspend.click();
    const dialog = page.getByRole("dialog", { name: "Suspend: AS-2" });
    const send = dialog.getByRole("button", { name: "Suspend" });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel("Who asked").fill("jane@example.com");
    await dialog.getByLabel("What they agreed to").fill("Suspend it");
    await dialog.getByText("What it would do").waitFor();
    expect(await dialog.innerText()).toContain("createRequest");
    const before = (await house.engine.get("AS-2"))?.version;
    await send.click();
    await page.getByText("Suspend was taken in").waitFor();
    const history = await house.engine.history("AS-2");
    expect(history.find(({ version }) => version === (before ?? 0) + 1)?.event).toMatchObject({
      type: "command.suspend",
      consent: { identity: "jane@example.com", text: "Suspend it" },
    });
    await eventually(async () => litStates(page)).toContain("request.none.ordering");
    expect(faults).toEqual([]);
    await close();
  });

  test("take items and parameters, and send what is typed and nothing else", async () => {
    const items = [
      { id: "SEATS", quantity: "5", status: "active" as const },
      { id: "STORAGE", quantity: "10", status: "active" as const },
    ];
    const request = { id: "PR-3", type: "purchase", items };
    await house.engine.send("AS-3", { type: "request.pending", request }, { adapter: "connect" });
    await eventually(async () => (await house.engine.get("AS-3"))?.snapshot.value).toMatchObject({
      lifecycle: "active",
    });
    const { page, faults, close } = await house.see("/subscriptions/AS-3");
    await actions(page).getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Quantity of SEATS").fill("7");
    await dialog.getByLabel("Parameter 1").fill("region");
    await dialog.getByLabel("Value of region").fill("eu");
    await dialog.getByLabel("Who asked").fill("jane@example.com");
    await dialog.getByLabel("What they agreed to").fill("Two more");
    await dialog.getByText("What it would do").waitFor();
    await dialog.getByRole("button", { name: "Change" }).click();
    await page.getByText("Change was taken in").waitFor();
    const history = await house.engine.history("AS-3");
    const sent = history.find(({ event }) => event.type === "command.change")?.event;
    expect(sent).toMatchObject({
      items: [{ id: "SEATS", quantity: "7" }],
      parameters: { region: "eu" },
    });
    expect(faults).toEqual([]);
    await close();
  });

  test("are not sent for a subscription that moved on while they were typed", async () => {
    await activePurchase("AS-4");
    const { page, close } = await house.see("/subscriptions/AS-4");
    await actions(page).getByRole("button", { name: "Adjust" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Parameter 1").fill("region");
    const capabilities = { administrativeHold: true };
    await house.engine.send("AS-4", { type: "capabilities.changed", capabilities });
    await dialog.getByText("moved on meanwhile").waitFor();
    await dialog.getByRole("button", { name: "Adjust" }).click();
    await dialog.getByText("version_conflict").waitFor();
    const history = await house.engine.history("AS-4");
    expect(history.some(({ event }) => event.type === "command.adjust")).toBe(false);
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await close();
  });
});

/** Ids of the states that are not all in sight. */
const outOfSight = `(() => {
  const room = document.querySelector(".statechart-canvas").getBoundingClientRect();
  return [...document.querySelectorAll(".statechart [data-state]")].flatMap((state) => {
    const box = state.querySelector(".shape").getBoundingClientRect();
    const isSeen =
      box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
    return isSeen ? [] : [state.dataset.state];
  });
})()`;

describe("the statechart of a subscription", () => {
  test("is walked through by arrow keys, and tells of each state in full", async () => {
    await activePurchase("AS-5");
    const { page, faults, close } = await house.see("/subscriptions/AS-5");
    const active = page.locator(`[data-state="lifecycle.active"]`);
    await active.waitFor();
    await active.focus();
    await page.keyboard.press("o");
    const focused = async (): Promise<unknown> =>
      page.evaluate(`document.activeElement?.getAttribute("data-state")`);
    expect(await focused()).toBe("lifecycle");
    await page.keyboard.press("i");
    await page.keyboard.press("PageDown");
    expect(await focused()).toMatch(/^lifecycle\./u);
    expect(await page.locator(`.statechart [data-state][tabindex="0"]`).count()).toBe(1);
    await active.focus();
    await page.keyboard.press("Enter");
    const details = page.getByRole("complementary", { name: "Details of active" });
    const text = await details.innerText();
    expect(text).toContain("Leads on");
    expect(text).toContain("command.suspend");
    expect(text).toContain("Comes from");
    await details.getByRole("button", { name: "processing" }).first().click();
    await page.getByRole("complementary", { name: "Details of processing" }).waitFor();
    expect(await focused()).toBe("lifecycle.processing");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("complementary").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test("can be zoomed, seen as a whole, and told with guards and effects", async () => {
    await activePurchase("AS-8");
    const { page, faults, close } = await house.see("/subscriptions/AS-8");
    const scale = page.getByLabel("Scale of the chart");
    await page.locator(`[data-state="lifecycle.active"]`).waitFor();
    const before = Number.parseInt(await scale.innerText(), 10);
    await page.getByRole("button", { name: "Larger" }).click();
    expect(Number.parseInt(await scale.innerText(), 10)).toBeGreaterThan(before);
    await page.getByRole("button", { name: "Whole" }).click();
    await eventually(async () => page.evaluate(outOfSight)).toEqual([]);
    const guards = page.locator(".statechart .guard");
    expect(await guards.count()).toBe(0);
    await page.getByText("Effects", { exact: true }).click();
    await eventually(async () => guards.count()).toBeGreaterThan(0);
    expect(faults).toEqual([]);
    await close();
  });
});

describe("a subscription's history", () => {
  test("is paged through to its beginning, without a step twice", async () => {
    await house.purchase("AS-6-slow");
    for (let step = 0; step < 59; step += 1) {
      const capabilities = { administrativeHold: step % 2 === 0 };
      await house.engine.send("AS-6-slow", { type: "capabilities.changed", capabilities });
    }
    const { page, faults, close } = await house.see("/subscriptions/AS-6-slow");
    const numbers = page.getByRole("button", { name: /^Show version \d+$/u });
    await eventually(async () => numbers.count()).toBe(25);
    const earlier = page.getByRole("button", { name: "Earlier steps" });
    await earlier.click();
    await eventually(async () => numbers.count()).toBe(50);
    await earlier.click();
    await eventually(async () => numbers.count()).toBe(60);
    expect(await earlier.count()).toBe(0);
    const shown = await numbers.allInnerTexts();
    expect(shown.map((text) => Number(/\d+/u.exec(text)?.[0]))).toEqual(
      Array.from({ length: 60 }, (_, index) => 60 - index),
    );
    await eventually(async () =>
      page.getByRole("region", { name: "Left to do" }).innerText(),
    ).toMatch(/fulfillRequest\s+retrying/u);
    await page.getByRole("button", { name: "Verify history" }).click();
    await page.getByText("History intact, 60 entries").waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("of a key that nobody knows is a problem with its code", async () => {
    const { page, close } = await house.see("/subscriptions/AS-none");
    await page.getByText("subscription_unknown").waitFor();
    expect(await page.getByRole("link", { name: "To all subscriptions" }).count()).toBe(1);
    await close();
  });
});

describe("the page of a subscription", () => {
  test("is found by any key, whatever is in it, and shows it as it is", async () => {
    const key = "acme:AS/1 %25 <b>ü</b>?#";
    await house.engine.send(
      key,
      { type: "request.pending", request: { id: "PR-1", type: "purchase" } },
      { adapter: "bridge" },
    );
    const { page, faults, close } = await house.see("/subscriptions");
    await page.getByText(key, { exact: true }).first().click();
    await eventually(async () => page.getByRole("heading", { level: 1 }).innerText()).toBe(key);
    await page.getByText("bridge, tenant acme").waitFor();
    await page.reload();
    await eventually(async () => litStates(page)).toContain("lifecycle.active");
    expect(faults).toEqual([]);
    await close();
  });

  test("has no serious fault for axe, in light and dark, and fits a phone without scrolling sideways", async () => {
    await house.purchase("AS-7-stuck");
    await eventually(async () => (await house.engine.get("AS-7-stuck"))?.snapshot.value).toEqual({
      lifecycle: "processing",
      request: "stuck",
    });
    const { page, axe, faults, close } = await house.see("/subscriptions/AS-7-stuck");
    await page.locator(`[data-state="request.stuck"]`).click();
    await page.getByText("Event", { exact: true }).first().click();
    await actions(page).getByRole("button", { name: "Suspend" }).focus();
    await page.keyboard.press("Enter");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axe(), colorScheme).toEqual([]);
    }
    await actions(page).getByRole("button", { name: "Reject" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await axe()).toEqual([]);
    await page.keyboard.press("Escape");
    await page.setViewportSize({ width: 360, height: 740 });
    const width = async (): Promise<unknown> =>
      page.evaluate(`document.documentElement.scrollWidth`);
    await eventually(width).toBe(360);
    expect(await axe()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
