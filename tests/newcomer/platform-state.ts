import { DISTRIBUTOR_KEY } from "@tenure/simulator";
import { expect } from "vitest";

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly asset: { readonly id: string };
}

/** What the simulated Connect of a page says and is told, as its distributor sees it. */
export function platformState(url: string) {
  async function call(method: string, path: string, body?: object): Promise<Shown> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Shown;
  }
  const untilStatus = async (path: string, status: string): Promise<void> => {
    await expect
      .poll(async () => (await call("GET", path)).status, { timeout: 60_000 })
      .toBe(status);
  };
  return { call, untilStatus };
}
