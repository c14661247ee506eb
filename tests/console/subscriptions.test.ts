import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";
import { adoptedPasts, fillStore } from "./fill-store.ts";

const many = 1500;
/** More than the table lays out at once. */
const veryMany = 21_000;

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse();
  await fillStore(house.store, adoptedPasts(many, "AS"));
  await fillStore(house.store, adoptedPasts(veryMany, "ZS"));
  await fillStore(
    house.store,
    adoptedPasts(2, "CS").map((past) => ({ ...past, product: "PRD-2" })),
  );
  for (const key of ["BS-stuck-1", "BS-stuck-2", "BS-done", "BS-slow"]) await house.purchase(key);
  await house.purchase("acme:AS-1", "bridge");
});
afterAll(async () => house[Symbol.asyncDispose]());

const keyOf = (number: number): string => `AS-${String(number).padStart(7, "0")}`;
const keys = async (page: Page): Promise<readonly string[]> =>
  page.locator(".row-link").allInnerTexts();
/** The keys on the screen, from top to bottom, not those around it. */
const onScreen = async (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const { top, bottom } = document.querySelector(".table-scroller").getBoundingClientRect();
    return [...document.querySelectorAll(".row")]
      .map((row) => ({ box: row.getBoundingClientRect(), key: row.querySelector(".row-link")?.textContent }))
      .filter(({ box, key }) => key !== undefined && box.top >= top - 1 && box.bottom <= bottom + 1)
      .toSorted((one, other) => one.box.top - other.box.top)
      .map(({ key }) => key);
  })()`);
const scroll = async (page: Page, by: number): Promise<void> => {
  await page.evaluate(`document.querySelector(".table-scroller").scrollBy({ top: ${by} })`);
};

const filters: readonly (readonly [search: string, expected: readonly string[]])[] = [
  ["status=processing", ["BS-slow", "BS-stuck-1", "BS-stuck-2"]],
  ["awaited=operator", ["BS-stuck-1", "BS-stuck-2"]],
  ["awaited=vendor", ["BS-slow"]],
  ["requestType=purchase&requestState=pending", ["BS-slow"]],
  ["adapter=bridge", ["acme:AS-1"]],
  ["product=PRD-2", ["CS-0000000", "CS-0000001"]],
  ["product=PRD-2,PRD-3&text=CS-0000001", ["CS-0000001"]],
  ["product=PRD-3", []],
  ["tenant=acme", ["acme:AS-1"]],
  ["tenant=acme&text=AS", ["acme:AS-1"]],
  ["text=BS-d&status=active,suspended", ["BS-done"]],
  ["status=nonsense&text=BS-d", ["BS-done"]],
  ["text=nothing-like-it", []],
];

describe("the table of subscriptions", () => {
  test("goes through thousands, page by page from the service, with few rows in the page", async () => {
    const { page, faults, close } = await house.see("/subscriptions");
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.endsWith("/subscriptions")) asked.push(searchParams.get("after") ?? "");
    });
    await eventually(async () => page.innerText(".page-head")).toContain("22,507 in all");
    await eventually(async () => (await onScreen(page))[0]).toBe(keyOf(0));
    const seen = new Set<string>();
    let most = 0;
    for (let steps = 0; steps < 400 && !seen.has("BS-stuck-2"); steps += 1) {
      await eventually(async () => (await onScreen(page)).length).toBeGreaterThan(12);
      for (const key of await keys(page)) seen.add(key);
      most = Math.max(most, await page.locator(".row").count());
      await scroll(page, 800);
    }
    const expected = Array.from({ length: many }, (_, number) => keyOf(number));
    expect([...seen].filter((key) => key.startsWith("AS-"))).toEqual(expected);
    expect(most).toBeLessThan(80);
    // The first page is read again when the changes begin to come; all others once.
    const behind = asked.filter((after) => after !== "");
    expect(behind).toEqual([...new Set(behind)]);
    expect(behind.length).toBeGreaterThanOrEqual(Math.floor(many / 200));
    expect(faults).toEqual([]);
    await close();
  });

  test("goes further than a browser can lay out, and back, each row at its place", async () => {
    const { page, faults, close } = await house.see("/subscriptions?text=ZS");
    await eventually(async () => (await onScreen(page))[0]).toBe("ZS-0000000");
    /** Scrolls to an edge until the row of that number is on the screen; gives rows that were out of place. */
    const go = async (edge: "scrollHeight" | "0", until: number): Promise<readonly string[]> =>
      page.evaluate(`(async () => {
        const scroller = document.querySelector(".table-scroller");
        const wrong = [];
        for (let frames = 0; frames < 20000; frames += 1) {
          scroller.scrollTop = ${edge === "0" ? "0" : "scroller.scrollHeight"};
          await new Promise((resolve) => requestAnimationFrame(resolve));
          for (const row of document.querySelectorAll(".row:has(.row-link)")) {
            const number = Number(row.getAttribute("aria-rowindex")) - 2;
            const key = row.querySelector(".row-link").textContent;
            if (key !== "ZS-" + String(number).padStart(7, "0")) wrong.push(key + " at " + number);
            if (number === ${until}) return wrong;
          }
        }
        return ["the row was never reached"];
      })()`);
    expect(await go("scrollHeight", veryMany - 1)).toEqual([]);
    expect(await page.getByRole("grid").getAttribute("aria-rowcount")).toBe(String(veryMany + 1));
    expect(await page.locator(".row").count()).toBeLessThan(80);
    expect(await go("0", 0)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test("holds its filters in the address, goes back and forth over them, and shows the same to others", async () => {
    const { page, faults, close } = await house.see("/subscriptions");
    await eventually(async () => (await keys(page))[0]).toBe(keyOf(0));
    await page.getByRole("button", { name: /^Request/u }).click();
    await page.getByRole("checkbox", { name: "stuck" }).check();
    await page.keyboard.press("Escape");
    await eventually(async () => keys(page)).toEqual(["BS-stuck-1", "BS-stuck-2"]);
    expect(new URL(page.url()).search).toBe("?requestState=stuck");
    await page.keyboard.press("/");
    await page.keyboard.type("BS-stuck-2");
    await eventually(async () => keys(page)).toEqual(["BS-stuck-2"]);
    expect(new URL(page.url()).search).toBe("?requestState=stuck&text=BS-stuck-2");

    const other = await house.see(`/subscriptions${new URL(page.url()).search}`);
    await eventually(async () => keys(other.page)).toEqual(["BS-stuck-2"]);
    expect(await other.page.getByLabel("Key begins with").inputValue()).toBe("BS-stuck-2");
    await other.close();

    await page.goBack();
    await eventually(async () => keys(page)).toEqual(["BS-stuck-1", "BS-stuck-2"]);
    expect(await page.getByLabel("Key begins with").inputValue()).toBe("");
    await page.goBack();
    await eventually(async () => (await keys(page))[0]).toBe(keyOf(0));
    await page.goForward();
    await page.goForward();
    await eventually(async () => keys(page)).toEqual(["BS-stuck-2"]);
    await page.getByRole("button", { name: "Clear" }).click();
    await eventually(async () => (await keys(page))[0]).toBe(keyOf(0));
    expect(faults).toEqual([]);
    await close();
  });

  test("shows those that fit each filter", async () => {
    const { page, faults, close } = await house.see("/subscriptions");
    for (const [search, expected] of filters) {
      await page.evaluate(`history.pushState(null, "", "/subscriptions?${search}")`);
      await eventually(async () => keys(page)).toEqual(expected);
      if (expected.length === 0) await page.getByText("No subscription fits.").waitFor();
    }
    expect(faults).toEqual([]);
    await close();
  });

  test("shows changes as they come, and nothing moves under the reader", async () => {
    const { page, faults, close } = await house.see("/subscriptions");
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => (await onScreen(page))[0]).toBe(keyOf(0));
    await scroll(page, 3400);
    await eventually(async () => (await onScreen(page))[0]).toBe(keyOf(100));
    const before = await onScreen(page);
    const changed = keyOf(103);
    const row = page.locator(".row").filter({ hasText: changed });
    await eventually(async () => row.innerText()).toContain("active");
    // One in sight changes, one comes above it, another in sight.
    const request = { id: "PR-103", type: "cancel" };
    await house.engine.send(changed, { type: "request.pending", request }, { adapter: "connect" });
    await house.purchase(`${keyOf(50)}-new`);
    await house.purchase(`${keyOf(105)}-new`);
    await eventually(async () => row.innerText()).toMatch(/terminat/u);
    await page.getByRole("button", { name: "Show 2 new" }).waitFor();
    expect(await onScreen(page)).toEqual(before);
    await page.getByRole("button", { name: "Show 2 new" }).click();
    const after = before.toSpliced(6, 0, `${keyOf(105)}-new`).slice(0, before.length);
    await eventually(async () => onScreen(page)).toEqual(after);
    expect(faults).toEqual([]);
    await close();
  });

  test("marks what does not fit any more, and adds what comes behind the last", async () => {
    const { page, close } = await house.see("/subscriptions?requestState=stuck");
    await page.getByText("Live", { exact: true }).waitFor();
    await eventually(async () => keys(page)).toEqual(["BS-stuck-1", "BS-stuck-2"]);
    await house.purchase("BS-stuck-9");
    await eventually(async () => keys(page)).toEqual(["BS-stuck-1", "BS-stuck-2", "BS-stuck-9"]);
    const reason = "It was answered by hand.";
    const requestId = "PR-BS-stuck-9";
    await house.engine.answer("BS-stuck-9", { type: "answer.reject", requestId, reason });
    await eventually(async () => page.locator(".row-gone").allInnerTexts()).toHaveLength(1);
    await page.getByRole("button", { name: "Show 1 gone" }).click();
    await eventually(async () => keys(page)).toEqual(["BS-stuck-1", "BS-stuck-2"]);
    await close();
  });

  test("is walked by keys, and is where it was when one comes back", async () => {
    const { page, close } = await house.see("/subscriptions?text=AS-0001");
    await eventually(async () => (await onScreen(page))[0]).toBe(keyOf(1000));
    await page.getByRole("grid").focus();
    await page.keyboard.press("End");
    await eventually(async () => onScreen(page)).toContain(keyOf(1199));
    // The next page is there: its first rows are drawn already.
    await eventually(async () => keys(page)).toContain(keyOf(1205));
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
    const chosen = keyOf(1200);
    await eventually(async () => page.locator(".row-chosen .row-link").allInnerTexts()).toEqual([
      chosen,
    ]);
    await eventually(async () => onScreen(page)).toContain(chosen);
    const before = (await onScreen(page)).slice(0, 10);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/subscriptions/${chosen}`);
    await page.goBack();
    await page.getByRole("grid").waitFor();
    await eventually(async () => (await onScreen(page)).slice(0, 10)).toEqual(before);
    await close();
  });

  test("tells when the service cannot be asked, and goes on once it can", async () => {
    const { page, close } = await house.see("/");
    await page.route("**/api/v1/subscriptions?*", async (route) => route.abort());
    await page.getByRole("link", { name: "Subscriptions", exact: true }).first().click();
    await page.getByText("service_unreachable").waitFor();
    await page.unroute("**/api/v1/subscriptions?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await eventually(async () => (await keys(page))[0]).toBe(keyOf(0));
    await close();
  });

  test.each([1280, 360])(
    "has nothing axe calls serious, light and dark, %i wide",
    async (width) => {
      const { page, faults, axe, close } = await house.see("/subscriptions?text=BS", {
        viewport: { width, height: 800 },
      });
      await page.locator(".row-link").first().waitFor();
      await page.getByRole("button", { name: /^Status/u }).click();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axe()).toEqual([]);
      }
      expect(await page.evaluate(`document.documentElement.scrollWidth - innerWidth`)).toBe(0);
      expect(faults).toEqual([]);
      await close();
    },
  );
});
