import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { placeOf } from "../../apps/tenure/src/api/subscription-view.ts";
import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";
import { leftStates, litStates } from "./lit-states.ts";

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse();
  await livedThrough("AS-1");
  await livedThrough("AS-2");
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const consent = {
  identity: "jane@example.com",
  text: "agreed",
  givenAt: "2026-01-01T00:00:00.000Z",
};

/** A subscription with a history: purchased, suspended, resumed, and a command that was refused. */
async function livedThrough(key: string): Promise<void> {
  const { engine } = house;
  const until = async (state: string): Promise<void> =>
    vi.waitFor(
      async () => {
        const value = (await engine.get(key))?.snapshot.value;
        expect(value).toEqual({ lifecycle: state, request: { none: "idle" } });
      },
      { timeout: 100_000, interval: 20 },
    );
  const pending = async (type: string, id: string): Promise<void> =>
    void (await engine.send(key, { type: "request.pending", request: { id, type } }));
  const capabilities = { administrativeHold: true };
  await engine.send(key, { type: "capabilities.changed", capabilities }, { adapter: "connect" });
  await house.purchase(key);
  await until("active");
  await engine.send(key, { type: "command.suspend", consent });
  await pending("suspend", `PR-${key}-2`);
  await until("suspended");
  await engine.send(key, { type: "command.suspend", consent });
  await engine.send(key, { type: "command.resume", consent });
  await pending("resume", `PR-${key}-3`);
  await until("active");
}

const slider = (page: Page) => page.getByRole("slider", { name: "Version" });

const statesAt = async (key: string, version: number): Promise<readonly string[]> =>
  placeOf(await house.engine.at(key, version)).active.toSorted();

const newestOf = async (key: string): Promise<number> =>
  (await house.engine.get(key))?.version ?? 0;

describe("the scrubber of a subscription", () => {
  test("leads by keyboard to every version there was, and the chart, the step and the values follow", async () => {
    const { page, faults, close } = await house.see("/subscriptions/AS-1");
    const newest = await newestOf("AS-1");
    expect(newest).toBeGreaterThan(10);
    await eventually(async () => litStates(page)).toEqual(await statesAt("AS-1", newest));
    const history = await house.engine.history("AS-1");
    const values = page.getByRole("region", { name: "Values" });
    const step = page.getByRole("group", { name: "Versions" });
    await slider(page).focus();
    for (let version = newest - 1; version >= 0; version -= 1) {
      await page.keyboard.press("ArrowLeft");
      await eventually(async () => litStates(page)).toEqual(await statesAt("AS-1", version));
      expect(await slider(page).inputValue()).toBe(String(version));
      await page.getByText(`as it stood at version ${version}`).waitFor();
      await eventually(async () => values.innerText()).toContain(`at version ${version}`);
      const type = history.find((entry) => entry.version === version)?.event.type;
      await eventually(async () => step.innerText()).toContain(type ?? "Before anything happened");
      const before = version === 0 ? [] : await statesAt("AS-1", version - 1);
      const now = await statesAt("AS-1", version);
      await eventually(async () => leftStates(page)).toEqual(
        before.filter((state) => !now.includes(state)),
      );
    }
    await page.getByRole("button", { name: "Back to now" }).click();
    await eventually(async () => litStates(page)).toEqual(await statesAt("AS-1", newest));
    await page.getByText("as it stands").waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("plays from the beginning until now", async () => {
    const { page, faults, close } = await house.see("/subscriptions/AS-1");
    const newest = await newestOf("AS-1");
    await eventually(async () => litStates(page)).toEqual(await statesAt("AS-1", newest));
    await page.clock.install();
    await page.getByRole("button", { name: "Play from here" }).click();
    await page.getByText("as it stood at version 0").waitFor();
    // The next step is planned only once this one is shown, so time goes on in small pieces.
    const plays = async (text: string): Promise<void> =>
      eventually(async () => {
        await page.clock.runFor(100);
        return page.getByText(text).count();
      }).toBeGreaterThan(0);
    for (let version = 1; version < newest; version += 1) {
      await plays(`as it stood at version ${version}`);
    }
    await plays("as it stands");
    expect(await page.getByRole("button", { name: "Play from here" }).isEnabled()).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("keeps the version in the address, and stays there while the subscription goes on", async () => {
    const { page, faults, close } = await house.see("/subscriptions/AS-2?version=4");
    const then = await statesAt("AS-2", 4);
    await eventually(async () => litStates(page)).toEqual(then);
    const newest = await newestOf("AS-2");
    await house.engine.send("AS-2", { type: "command.cancel", consent });
    const versions = page.getByRole("group", { name: "Versions" });
    await eventually(async () => versions.innerText()).toMatch(
      new RegExp(`4 of (?:${newest + 1}|${newest + 2})`, "u"),
    );
    expect(await litStates(page)).toEqual(then);
    expect(new URL(page.url()).searchParams.get("version")).toBe("4");
    await page.getByRole("button", { name: "Back to now" }).click();
    await eventually(async () => litStates(page)).toEqual(
      await statesAt("AS-2", await newestOf("AS-2")),
    );
    expect(new URL(page.url()).searchParams.has("version")).toBe(false);
    expect(faults).toEqual([]);
    await close();
  });

  test("goes to a version by a press on its number in the timeline, and tells what that step changed", async () => {
    const { page, faults, close } = await house.see("/subscriptions/AS-1");
    await page.getByRole("button", { name: "Show version 2" }).click();
    await eventually(async () => litStates(page)).toEqual(await statesAt("AS-1", 2));
    expect(await slider(page).inputValue()).toBe("2");
    expect(await page.locator("[aria-current=step]").count()).toBe(1);
    const changed = page.getByRole("region", { name: "Changed in this step" });
    await eventually(async () => changed.innerText()).toContain("value › lifecycle");
    expect(await changed.locator("del").first().innerText()).toContain("new");
    expect(await changed.locator("ins").first().innerText()).toContain("processing");
    expect(faults).toEqual([]);
    await close();
  });
});
