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

/** What a screen reader is told of each thing on the page, as Chromium has it. */
async function heardOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description }) => ({
      role: String(role?.value),
      name: String(name?.value),
      description: String(description?.value),
    }));
}

async function showChart(page: Page, more = "") {
  const chart = await layOutChart(chartGraph(), { legend: true });
  const activity = activityOf(chart, {
    value: { lifecycle: "active", request: { pending: "fulfilling" } },
    previousValue: { lifecycle: "active", request: { none: "idle" } },
    event: "request.pending",
  });
  const svg = svgText(drawChart(chart, { activity, reach: "all", hasStyle: false }));
  await page.setContent(
    `<!doctype html><html lang="en"><title>Chart</title><style>${chartStyle}</style><body><main ${more}>${svg}</main></body></html>`,
  );
  return chart;
}

describe("the chart of a subscription in a browser", () => {
  test(
    "tells a screen reader each state, how it stands and where it leads",
    async () => {
      const page = await browser.newPage();
      const chart = await showChart(page);
      const heard = await heardOf(page);
      const states = heard.filter(({ role }) => role === "graphics-object");
      expect(states).toHaveLength(chart.nodes.length);
      const told = new Map(states.map(({ name, description }) => [name, description]));
      expect(told.get("active, state in lifecycle, active")).toContain("In use.");
      expect(told.get("fulfilling, state in pending, active, just entered")).toContain(
        "On answer.approve if answersRequest: to approving.",
      );
      expect([...told.keys()]).toContain("idle, state in none, just left");
      const documents = heard.filter(({ role }) => role === "graphics-document");
      expect(documents.map(({ name }) => name)).toEqual(["The subscription's statechart"]);
      await page.close();
    },
    timeout,
  );

  test(
    "is walked through by Tab, state by state, regions first",
    async () => {
      const page = await browser.newPage();
      const chart = await showChart(page);
      const walked: unknown[] = [];
      for (let step = 0; step < chart.nodes.length; step += 1) {
        await page.keyboard.press("Tab");
        walked.push(await page.evaluate(`document.activeElement?.getAttribute("data-state")`));
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

  test.each([
    ["light", "", "rgb(255, 255, 255)"],
    ["dark", "", "rgb(13, 17, 23)"],
    ["light", `data-theme="dark"`, "rgb(13, 17, 23)"],
    ["dark", `data-theme="light"`, "rgb(255, 255, 255)"],
  ] as const)(
    "follows a reader's %s scheme, unless the page says otherwise: %s",
    async (colorScheme, more, color) => {
      const page = await browser.newPage({ colorScheme });
      await showChart(page, more);
      const fill = `getComputedStyle(document.querySelector(".tenure-chart .page")).fill`;
      expect(await page.evaluate(fill)).toBe(color);
      await page.evaluate(
        `document.querySelector(".tenure-chart").style.setProperty("--chart-page", "#123456")`,
      );
      expect(await page.evaluate(fill)).toBe("rgb(18, 52, 86)");
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
