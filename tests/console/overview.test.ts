import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually } from "../service/eventually.ts";
import { consoleHouse, type ConsoleHouse } from "./console-house.ts";

let house: ConsoleHouse;

beforeAll(async () => {
  house = await consoleHouse({
    configuration: { limits: { connect: { concurrency: 8, ratePerSecond: 20 } } },
  });
  for (const key of ["AS-stuck-1", "AS-stuck-2", "AS-1", "AS-2"]) await house.purchase(key);
  await house.purchase("acme:AS-3", "bridge");
});
afterAll(async () => house[Symbol.asyncDispose]());

const figure = (name: string): string => `.figure:has(dt:text-is("${name}")) dd`;
const count = (list: string, name: string): string =>
  `section[aria-label="${list}"] li:has(a:text-is("${name}")) .count-number`;

describe("the overview", () => {
  test("counts as things change, without a reload", async () => {
    const { page, faults, close } = await house.see("/");
    await eventually(async () => page.innerText(figure("Subscriptions"))).toBe("5");
    await eventually(async () => page.innerText(count("By status", "active"))).toBe("3");
    await eventually(async () => page.innerText(count("By who is awaited", "operator"))).toBe("2");
    await page.evaluate(`window.isSame = true`);
    await house.purchase("AS-4");
    await house.purchase("AS-stuck-3");
    await eventually(async () => page.innerText(count("By status", "active"))).toBe("4");
    await eventually(async () => page.innerText(count("By who is awaited", "operator"))).toBe("3");
    await eventually(async () => page.innerText(figure("Stuck"))).toBe("3");
    await eventually(async () => page.locator(".stuck").count()).toBe(3);
    expect(await page.evaluate(`window.isSame`)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("shows what is stuck, for longest first, with why, and leads there", async () => {
    const { page, faults, close } = await house.see("/");
    const first = page.locator(".stuck").first();
    await eventually(async () => first.innerText()).toContain("AS-stuck-1");
    expect(await first.innerText()).toContain("vendor_said_no");
    await first.getByRole("link", { name: "AS-stuck-1" }).click();
    await page.waitForURL("**/subscriptions/AS-stuck-1");
    await page.goBack();
    await page.getByRole("link", { name: "Show all" }).click();
    await page.waitForURL("**/subscriptions?requestState=stuck");
    await eventually(async () => page.locator(".row-link").allInnerTexts()).toEqual([
      "AS-stuck-1",
      "AS-stuck-2",
      "AS-stuck-3",
    ]);
    expect(faults).toEqual([]);
    await close();
  });

  test("leads from each count to those it counts", async () => {
    const { page, close } = await house.see("/?tenant=acme");
    await eventually(async () => page.innerText(figure("Subscriptions"))).toBe("1");
    await page.getByRole("link", { name: "active", exact: true }).click();
    await page.waitForURL("**/subscriptions?status=active&tenant=acme");
    await eventually(async () => page.locator(".row-link").allInnerTexts()).toEqual(["acme:AS-3"]);
    await close();
  });

  test("shows the limits and the circuit of each platform, and pauses one when asked twice", async () => {
    const { page, faults, close } = await house.see("/");
    const connect = page.locator(".platform").filter({ hasText: "default" });
    await eventually(async () => connect.innerText()).toMatch(
      /connect[^]*working[^]*closed[^]*of 8[^]*20\/s/u,
    );
    await connect.getByRole("button", { name: "Pause connect" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("Maintenance");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await house.engine.pauses()).toEqual([]);

    await connect.getByRole("button", { name: "Pause connect" }).click();
    await dialog.getByLabel("Reason").fill("Maintenance");
    await dialog.getByRole("button", { name: "Pause" }).click();
    await eventually(async () => connect.innerText()).toMatch(/paused[^]*Maintenance/u);
    expect(await house.engine.pauses()).toMatchObject([
      { adapter: "connect", reason: "Maintenance" },
    ]);
    await connect.getByRole("button", { name: "Resume connect" }).click();
    await dialog.getByRole("button", { name: "Resume" }).click();
    await eventually(async () => connect.innerText()).toContain("working");
    expect(await house.engine.pauses()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test("pauses all platforms at once, and says so", async () => {
    const { page, close } = await house.see("/");
    await page.getByRole("button", { name: "Pause all" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
    await page.getByText("All platforms are paused").waitFor();
    await page.getByRole("button", { name: "Resume all" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Resume" }).click();
    await page.getByText("All platforms are paused").waitFor({ state: "detached" });
    expect(await house.engine.pauses()).toEqual([]);
    await close();
  });

  test("draws what was done and how long it took, in the colors of the theme, as wide as its place", async () => {
    const { page, faults, close } = await house.see("/", { colorScheme: "light" });
    const requests = page.locator(".time-chart").first();
    await eventually(async () => requests.locator("figcaption").innerText()).toMatch(
      /opened\s*7[^]*approved\s*4[^]*given up\s*3/u,
    );
    const canvas = requests.locator("canvas");
    const width = async (): Promise<number> => (await canvas.boundingBox())?.width ?? 0;
    /** Colors on the canvas, as texts. */
    const colors = async (): Promise<readonly string[]> =>
      page.evaluate(`(() => {
        const canvas = document.querySelector(".time-chart canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] === 255) found.add([data[at], data[at + 1], data[at + 2]].join());
        return [...found];
      })()`);
    const wide = await width();
    await eventually(colors).toContain("29,95,176");
    await page.setViewportSize({ width: 390, height: 844 });
    await eventually(width).toBeLessThan(wide);
    await page.getByLabel("Dark", { exact: true }).check({ force: true });
    await eventually(colors).toContain("121,180,255");
    await page.getByLabel("2 days").check({ force: true });
    await page.waitForURL("**/?range=48h");
    await eventually(async () => requests.innerText()).toContain("in the last 2 days");
    expect(faults).toEqual([]);
    await close();
  });

  test("has nothing axe calls serious, light and dark, nor in what it asks", async () => {
    const { page, faults, axe, close } = await house.see("/", { colorScheme: "light" });
    await page.locator(".stuck").first().waitFor();
    await page.locator("canvas").first().waitFor();
    expect(await axe()).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axe()).toEqual([]);
    await page.getByRole("button", { name: "Pause connect" }).click();
    expect(await axe()).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });

  test("fits on a phone", async () => {
    const { page, close } = await house.see("/", { viewport: { width: 360, height: 740 } });
    await page.locator(".stuck").first().waitFor();
    await page.locator("canvas").first().waitFor();
    expect(await page.evaluate(`document.documentElement.scrollWidth - innerWidth`)).toBe(0);
    await close();
  });
});
