import type { ConnectSimulator } from "@tenure/simulator";

/** A request or a subscription, as far as these tests look at it. */
export interface Shown {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly updated: string;
  readonly asset: { readonly id: string; readonly status: string };
}

export const base = "http://platform.invalid/public/v1";

/** One who calls the platform's API. */
export class Party {
  readonly #simulator: ConnectSimulator;
  readonly #key: string;

  constructor(simulator: ConnectSimulator, key: string) {
    this.#simulator = simulator;
    this.#key = key;
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.#simulator.fetch(
      new Request(`${base}${path}`, {
        method,
        headers: { authorization: `ApiKey ${this.#key}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    if (response.status >= 400) return undefined;
    return text === "" ? {} : JSON.parse(text);
  }

  /** The request as it is after the call; undefined when the platform refused it. */
  async write(method: "POST" | "PUT", path: string, body: object = {}): Promise<Shown | undefined> {
    return (await this.#call(method, path, body)) as Shown | undefined;
  }

  /** Whether it is gone. */
  async remove(path: string): Promise<boolean> {
    return (await this.#call("DELETE", path)) !== undefined;
  }

  async list(path: string): Promise<readonly Shown[]> {
    const rows = await this.#call("GET", `${path}?limit=1000`);
    if (!Array.isArray(rows)) throw new Error(`${path} cannot be listed`);
    return rows as readonly Shown[];
  }
}
