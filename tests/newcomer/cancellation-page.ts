import { CONTROL_PATH } from "@tenure/simulator";
import { expect } from "vitest";

import type { Embedded } from "./embed.ts";
import type { Newcomer } from "./newcomer.ts";

const patience = { timeout: 60_000 };

/** Follows the tutorial as the vendor and as the customer; then tries what the page has to refuse. */
export async function cancellationPage(
  { meant, open, read }: Newcomer,
  { project, clone }: Embedded,
): Promise<void> {
  const page = read("docs/tutorials/cancellation-page.md");
  const first = open("tenure");
  await first.type(page.commands()).says(page.expected());
  const second = open("first");
  await second.run(page.commands());
  page.write("page.ts", project);
  const served = second.type(page.commands());
  await served.says(page.expected());
  const bought = await open().run(page.commands());
  await bought.says(page.expected());
  const [, id = ""] = await bought.says(/"id":"(\w+)"/u);

  const address = meant("http://127.0.0.1:3000/");
  const shown = async (): Promise<string> => (await fetch(address)).text();
  const shows = (text: string) => expect.poll(shown, patience).toContain(text);
  /** Presses a button of the page, with all that its form sends. */
  async function press(words: string, place = 0): Promise<string> {
    const forms = [...(await shown()).matchAll(/<form[^]*?<\/form>/gu)].map(([form]) => form);
    const form = forms.filter((one) => one.includes(words))[place] ?? "";
    const fields = form.matchAll(/name="(\w+)" value="([^"]*)"/gu);
    return send(Object.fromEntries([...fields].map(([, name = "", value = ""]) => [name, value])));
  }
  async function send(fields: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams(fields);
    const answer = await fetch(new URL("wish", address), { method: "POST", body });
    return `${answer.status} ${await answer.text()}`;
  }
  const untilPressed = (words: string, place: number, said: RegExp) =>
    expect.poll(() => press(words, place), patience).toMatch(said);

  await shows(`Subscription ${id}: active`);
  expect(await press("Cancel this item", 1)).toMatch(/^200 .*On record as/u);
  await shows("Item 2: deactivated");
  // When that has ended: until then the second one is refused for the first.
  await untilPressed("Cancel this item", 0, /^409 .*cancel the whole subscription/u);
  expect(await press("Cancel the subscription")).toMatch(/^200/u);
  await shows(`Subscription ${id}: terminating`);
  await untilPressed("Keep the subscription", 0, /^200/u);
  await shows(`Subscription ${id}: active`);
  const history = await clone.run(page.commands({ ID: id }));
  expect(history.output().split("\n").length).toBeGreaterThan(5);

  const wish = { subscription: id, item: "", once: "once", wish: "cancel-all" };
  await expect.poll(() => send(wish), patience).toMatch(/^200/u);
  expect(await send(wish)).toMatch(/^409 .*sent before/u);
  const order = { customerReferenceId: "8", items: [{ productId: 100_001 }] };
  const platform = meant(`http://127.0.0.1:8089${CONTROL_PATH}/subscriptions`);
  const foreign = await fetch(platform, { method: "POST", body: JSON.stringify(order) });
  const { id: subscription } = (await foreign.json()) as { readonly id: string };
  expect(await send({ ...wish, subscription, once: "other" })).toMatch(/^404/u);
  expect(await send({ ...wish, wish: "toString", once: "more" })).toMatch(/^404/u);
  second.interrupt();
  expect(await served.ended()).toEqual([0, 0, 0, 0, 0]);
  page.end();
}
