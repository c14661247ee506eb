import { createWebSocketInspector } from "@statelyai/inspect";
import { createInspectorServer } from "@statelyai/inspect/server";
import type { Page, Frame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createActor, createMachine, sendTo } from "xstate";

import { freePort } from "../inspector/free-port.ts";
import { servePages } from "../inspector/pages-server.ts";
import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";
import { leftStates, litStates } from "./lit-states.ts";

let house: ConsoleHouse;
let pages: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  [house, pages] = await Promise.all([consoleHouse(), servePages()]);
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await pages[Symbol.asyncDispose]();
});

const origin = (): string => house.url.replace(/\/$/u, "");

/** An elevator with a door of its own: nothing of subscriptions. */
function elevator() {
  const door = createMachine({
    id: "door",
    initial: "closed",
    states: { closed: { on: { OPEN: "open" } }, open: { on: { CLOSE: "closed" } } },
  });
  return createMachine({
    id: "elevator",
    context: { floor: 3 },
    initial: "standing",
    invoke: { id: "door", src: door },
    states: {
      standing: {
        on: {
          CALL: { target: "moving", actions: sendTo("door", { type: "CLOSE" }) },
          LET_IN: { actions: sendTo("door", { type: "OPEN" }) },
        },
      },
      moving: {
        initial: "accelerating",
        states: { accelerating: { on: { FAST: "cruising" } }, cruising: {} },
        on: { ARRIVE: "standing" },
      },
    },
  });
}

const actorButton = (page: Page | Frame, name: string) =>
  page.getByRole("region", { name: "Actors" }).getByRole("button", { name });

describe("the inspector", () => {
  test("shows a machine of another domain, through the unmodified client over a WebSocket, live", async () => {
    const { page, faults, axe, close } = await house.see("/inspector");
    await page.getByText("Nothing is connected yet").waitFor();
    expect(await page.content()).toContain(`ws://${new URL(house.url).host}/inspect`);

    const url = `ws://${new URL(house.url).host}/inspect`;
    const inspector = createWebSocketInspector({ url });
    const actor = createActor(elevator(), { inspect: inspector.inspect });
    actor.start();
    await eventually(async () => litStates(page)).toEqual(["standing"]);
    for (const name of ["elevator", "door"]) await actorButton(page, name).waitFor();

    actor.send({ type: "LET_IN" });
    actor.send({ type: "CALL" });
    actor.send({ type: "FAST" });
    await eventually(async () => litStates(page)).toEqual(["moving", "moving.cruising"]);
    expect(await leftStates(page)).toEqual(["moving.accelerating"]);
    const state = page.getByRole("region", { name: "State", exact: true });
    expect(await state.innerText()).toContain("moving: cruising");
    expect(await state.innerText()).toMatch(/floor\s*3/u);

    const sequence = page.getByRole("group", { name: "Sequence of events" });
    for (const word of ["LET_IN", "OPEN", "CALL", "CLOSE", "FAST"])
      await eventually(async () => sequence.innerText()).toContain(word);

    await page.getByText("Table", { exact: true }).click();
    const rows = page.getByRole("row");
    await eventually(async () => rows.allInnerTexts()).toContainEqual(
      expect.stringMatching(/event\s+elevator\s+door\s+OPEN/u),
    );
    expect(await axe()).toEqual([]);

    await actorButton(page, "door").click();
    await eventually(async () => litStates(page)).toEqual(["closed"]);
    actor.send({ type: "ARRIVE" });
    actor.send({ type: "LET_IN" });
    await eventually(async () => litStates(page)).toEqual(["open"]);

    inspector.stop();
    await page.getByText("gone", { exact: true }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("has no serious fault for axe in the dark, on a phone, with its sequence", async () => {
    const viewport = { width: 390, height: 844 };
    const { page, axe, faults, close } = await house.see("/inspector", {
      colorScheme: "dark",
      viewport,
    });
    await page.getByRole("group", { name: "Sequence of events" }).waitFor();
    expect(await axe()).toEqual([]);
    expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBe(390);
    expect(faults).toEqual([]);
    await close();
  });
});

/** Plays and mutes the player of tests/inspector/pages/app.html, and sees it happen in the inspector. */
async function seenPlaying(app: Page, shown: Page | Frame): Promise<void> {
  const lit = async () => litStates(shown);
  await eventually(lit).toEqual(["stopped"]);
  await app.evaluate(`send("PLAY")`);
  await eventually(lit).toEqual(["playing", "playing.audible"]);
  await app.evaluate(`send("MUTE")`);
  await eventually(lit).toEqual(["playing", "playing.muted"]);
  expect(await leftStates(shown)).toEqual(["playing.audible"]);
  const state = shown.getByRole("region", { name: "State", exact: true });
  expect(await state.innerText()).toMatch(/plays\s*1/u);
}

/** A page with a machine, on another origin, that is told to be inspected at the console's own page. */
const appUrl = (more: string): string =>
  `${pages.url("app.html")}?inspector=${encodeURIComponent(`${origin()}/inspector/window`)}${more}`;

/** What goes wrong in a page, and what it asks others than the console for. */
function watched(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return faults;
}

describe("the inspector's window, as the url of an unmodified", () => {
  test("createBrowserInspector, shows the machine of the page that opened it, and asks nobody else", async () => {
    const context = await house.browser.newContext({ locale: "en-US", reducedMotion: "reduce" });
    const page = await context.newPage();
    const elsewhere: string[] = [];
    context.on("request", (request) => {
      const asked = new URL(request.url());
      if (![new URL(origin()).origin, new URL(pages.url("")).origin].includes(asked.origin))
        elsewhere.push(request.url());
    });
    const [shown] = await Promise.all([page.waitForEvent("popup"), page.goto(appUrl(""))]);
    const faults = watched(shown);
    await seenPlaying(page, shown);
    await page.evaluate(`stop()`);
    await shown.getByText("the program is gone").waitFor();
    expect(faults).toEqual([]);
    expect(elsewhere).toEqual([]);
    await context.close();
  });

  test("createBrowserInspector, shows the machine of the page that holds it in a frame", async () => {
    const page = await house.browser.newPage({ locale: "en-US", reducedMotion: "reduce" });
    const faults = watched(page);
    await page.goto(appUrl("&in=frame"));
    await page.waitForSelector("iframe");
    const frame = page.frame({ name: "inspector" });
    if (frame === null) throw new Error("there is no frame");
    await seenPlaying(page, frame);
    expect(faults).toEqual([]);
    await page.close();
  });

  test("createInspectorServer, shows what happens in a Node process", async () => {
    const port = await freePort();
    const server = createInspectorServer({
      port,
      url: `${origin()}/inspector/window`,
      autoOpen: false,
    });
    const inspector = createWebSocketInspector({ url: `ws://localhost:${port}` });
    const actor = createActor(elevator(), { inspect: inspector.inspect });
    actor.start();
    const page = await house.browser.newPage({ locale: "en-US", reducedMotion: "reduce" });
    await page.goto(`http://localhost:${port}/`);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    if (frame === undefined) throw new Error("there is no frame");
    await eventually(async () => litStates(frame)).toEqual(["standing"]);
    actor.send({ type: "CALL" });
    await eventually(async () => litStates(frame)).toEqual(["moving", "moving.accelerating"]);
    expect(await leftStates(frame)).toEqual(["standing"]);
    await page.close();
    inspector.stop();
    server.stop();
  });

  test("nothing at all, says that nobody opened it", async () => {
    const { page, faults, axe, close } = await house.see("/inspector/window");
    await page.getByText("No program opened this page").waitFor();
    expect(await axe()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});
