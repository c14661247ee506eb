import { createConnectSimulator, type ConnectSimulator } from "@tenure/simulator";

import type { Life } from "./life.ts";
import { basePath, origin, type PlatformCall, type Reply } from "./reply.ts";

/** The real simulator in this process, under the world's clock. */
export class SimulatedPlatform {
  readonly simulator: ConnectSimulator;
  readonly #life: Life;

  constructor(seed: number, life: Life) {
    this.#life = life;
    this.simulator = createConnectSimulator({
      seed,
      clock: life.clock,
      fetch: () => Promise.reject(new TypeError("Nobody listens to webhooks here.")),
    });
  }

  /** Carries a call out and reads its answer whole. Which calls arrive first, the scheduler decides. */
  async carryOut({ method, address, headers, body }: PlatformCall): Promise<Reply> {
    await this.#life.clock.sleep(0);
    const request = new Request(`${origin}${basePath}${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const response = await this.simulator.fetch(request);
    const text = await response.text();
    if (method !== "GET") {
      this.#life.note(`${method} ${address} is carried out: ${response.status}`);
    }
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  }
}
