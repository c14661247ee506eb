import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { createWebSocketInspector } from "@statelyai/inspect";
import { createInspectorServer } from "@statelyai/inspect/server";
import { chartGraph, layOutChart } from "@tenure/inspector";
import { activityOf, chartStyle, drawChart, svgText } from "@tenure/inspector/drawing";
import type { InspectionSession } from "@tenure/inspector/session";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createActor, createMachine } from "xstate";

import { startBrowser } from "./inspector/browser.ts";
import { freePort } from "./inspector/free-port.ts";
import { servePages } from "./inspector/pages-server.ts";

const timeout = 180_000;

let browser: Awaited<ReturnType<typeof startBrowser>>;
let pages: Awaited<ReturnType<typeof servePages>>;

beforeAll(async () => {
  [browser, pages] = [await startBrowser(), await servePages()];
}, timeout);

afterAll(async () => {
  await browser.close();
  await pages[Symbol.asyncDispose]();
}, timeout);

const sessionOf = async (page: Page | Frame): Promise<InspectionSession | undefined> =>
  page.evaluate(`window.session?.()`);

async function untilValue(
  page: Page | Frame,
  name: string,
  value: unknown,
): Promise<InspectionSession> {
  for (let tries = 0; tries < 2000; tries += 1) {
    const session = await sessionOf(page).catch(() => undefined);
    const actor = session?.actors.find((one) => one.name === name);
    if (session !== undefined && JSON.stringify(actor?.value) === JSON.stringify(value))
      return session;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(
    `${name} never came to ${JSON.stringify(value)}: ${JSON.stringify(await sessionOf(page))}`,
  );
}

const appUrl = (more: string) =>
  `${pages.url("app.html")}?inspector=${encodeURIComponent(pages.url("inspector.html"))}${more}`;

/** Plays, stops, and gives what the inspector made of it. */
async function played(page: Page, inspector: Page | Frame): Promise<InspectionSession> {
  await untilValue(inspector, "player", "stopped");
  await page.evaluate(`send("PLAY")`);
  await untilValue(inspector, "player", { playing: "audible" });
  await page.evaluate(`send("MUTE")`);
  const session = await untilValue(inspector, "player", { playing: "muted" });
  await page.evaluate(`stop()`);
  await inspector.waitForFunction(`window.ended === 1`);
  return session;
}

/** All of it is there: the actor, its definition, its events, and a picture of them. */
async function isPlayer(session: InspectionSession, inspector: Page | Frame): Promise<void> {
  const [actor] = session.actors;
  expect(actor).toMatchObject({
    name: "player",
    context: { plays: 1 },
    lastEvent: { type: "MUTE" },
    previousValue: { playing: "audible" },
  });
  const definition = session.definitions[actor?.definition ?? ""];
  expect(JSON.parse(definition ?? "{}")).toMatchObject({ id: "player", initial: "stopped" });
  const sent = session.log.flatMap((entry) => (entry.kind === "event" ? [entry.event.type] : []));
  expect(sent.slice(-2)).toEqual(["PLAY", "MUTE"]);
  const steps = await inspector.evaluate(`document.querySelectorAll("[data-step]").length`);
  expect(steps).toBe(session.log.length);
}

describe("a page of ours, as the inspector of an unmodified createBrowserInspector", () => {
  test(
    "shows what happens in the window that opened it",
    async () => {
      const page = await browser.newPage();
      const [inspector] = await Promise.all([page.waitForEvent("popup"), page.goto(appUrl(""))]);
      await isPlayer(await played(page, inspector), inspector);
      expect(await inspector.evaluate(`window.refused`)).toEqual([]);
      await inspector.close();
      await page.close();
    },
    timeout,
  );

  test(
    "shows what happens in the page that holds it in a frame",
    async () => {
      const page = await browser.newPage();
      await page.goto(appUrl("&in=frame"));
      await page.waitForSelector("iframe");
      const frame = page.frame({ name: "inspector" });
      if (frame === null) throw new Error("there is no frame");
      await isPlayer(await played(page, frame), frame);
      expect(await frame.evaluate(`window.refused`)).toEqual([]);
      await page.close();
    },
    timeout,
  );

  test(
    "takes nothing from windows that neither opened nor hold it",
    async () => {
      const page = await browser.newPage();
      await page.goto(appUrl("&in=frame"));
      await page.waitForSelector("iframe");
      const frame = page.frame({ name: "inspector" });
      if (frame === null) throw new Error("there is no frame");
      await untilValue(frame, "player", "stopped");
      await page.evaluate(`{
      const stranger = document.createElement("iframe");
      stranger.srcdoc = \`<script>
        const forged = { type: "@xstate.actor", sessionId: "x:9", name: "forged", _version: "0.7.2" };
        parent.frames["inspector"].postMessage(forged, "*");
        parent.isPosted = true;
      </\` + "script>";
      document.body.append(stranger);
    }`);
      await page.waitForFunction(`window.isPosted === true`);
      await page.evaluate(`send("PLAY")`);
      const session = await untilValue(frame, "player", { playing: "audible" });
      expect(session.actors.map(({ name }) => name)).toEqual(["player"]);
      await page.close();
    },
    timeout,
  );

  test(
    "opened by nobody says that nothing can come",
    async () => {
      const page = await browser.newPage();
      await page.goto(pages.url("inspector.html"));
      await page.waitForFunction(`window.receiver !== undefined`);
      expect(await page.evaluate(`window.receiver.hasSender`)).toBe(false);
      await page.close();
    },
    timeout,
  );
});

describe("a page of ours, as the inspector of an unmodified createInspectorServer", () => {
  test(
    "shows what happens in a Node process that is connected to it",
    async () => {
      const port = await freePort();
      const server = createInspectorServer({
        port,
        url: pages.url("inspector.html"),
        autoOpen: false,
      });
      const inspector = createWebSocketInspector({ url: `ws://localhost:${port}` });
      const lamp = createMachine({
        id: "lamp",
        initial: "off",
        states: { off: { on: { PRESS: "on" } }, on: { on: { PRESS: "off" } } },
      });
      const actor = createActor(lamp, { inspect: inspector.inspect });
      actor.start();
      const page = await browser.newPage();
      await page.goto(`http://localhost:${port}/`);
      const frame = page.frames().find((one) => one !== page.mainFrame());
      if (frame === undefined) throw new Error("there is no frame");
      await untilValue(frame, "lamp", "off");
      actor.send({ type: "PRESS" });
      const session = await untilValue(frame, "lamp", "on");
      expect(session.actors[0]).toMatchObject({
        previousValue: "off",
        lastEvent: { type: "PRESS" },
      });
      await page.close();
      inspector.stop();
      server.stop();
    },
    timeout,
  );
});

interface Violation {
  readonly id: string;
  readonly help: string;
}

describe("the chart of a subscription in a browser", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  test.each(["light", "dark"] as const)(
    "breaks no rule of accessibility when it is %s, and can be walked by keys",
    async (colorScheme) => {
      const chart = await layOutChart(chartGraph(), { legend: true });
      const activity = activityOf(chart, {
        value: { lifecycle: "active", request: { pending: "fulfilling" } },
        previousValue: { lifecycle: "active", request: { none: "idle" } },
        event: "request.pending",
      });
      const svg = svgText(drawChart(chart, { activity, reach: "all", hasStyle: false }));
      const page = await browser.newPage({ colorScheme });
      await page.setContent(
        `<!doctype html><html lang="en"><title>Chart</title><style>body{margin:0;background:${colorScheme === "dark" ? "#0d1117" : "#fff"}}${chartStyle}</style><body><main><h1 style="position:absolute;clip-path:inset(50%)">Chart</h1>${svg}</main></body></html>`,
      );
      await page.evaluate(axe);
      const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(
        `axe.run(document, { resultTypes: ["violations"] })`,
      );
      expect(violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
      const focused = async () =>
        page.evaluate(`document.activeElement?.getAttribute("data-state")`);
      const walked: unknown[] = [];
      for (let step = 0; step < chart.nodes.length; step += 1) {
        await page.keyboard.press("Tab");
        walked.push(await focused());
      }
      const panels = chart.nodes.filter(({ kind }) => kind === "panel").map(({ id }) => id);
      expect(walked).toEqual([
        ...panels,
        ...chart.nodes.map(({ id }) => id).filter((id) => !panels.includes(id)),
      ]);
      await page.close();
    },
    timeout,
  );

  test(
    "keeps every text within its box, as the browser measures it",
    async () => {
      const chart = await layOutChart(chartGraph());
      const page = await browser.newPage();
      await page.setContent(
        `<!doctype html><body style="margin:0">${svgText(drawChart(chart))}</body>`,
      );
      const outside = await page.evaluate<readonly string[]>(`
      [...document.querySelectorAll("[data-state], .label")].flatMap((group) => {
        const shape = group.querySelector(".shape, .behind").getBoundingClientRect();
        return [...group.querySelectorAll("text")]
          .filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < shape.left - 1 || box.right > shape.right + 1 || box.top < shape.top - 2 || box.bottom > shape.bottom + 2;
          })
          .map((text) => text.textContent);
      })
    `);
      expect(outside).toEqual([]);
      await page.close();
    },
    timeout,
  );
});
