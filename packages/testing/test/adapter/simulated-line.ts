import type { PlatformAnswer } from "@tenure/testing/adapter";

type Trouble =
  | { readonly type: "none" | "lose answer" | "lose call" | "refuse" | "hang" }
  | { readonly type: "answer"; readonly answer: PlatformAnswer };

const broken = (): Error =>
  Object.assign(new TypeError("fetch failed"), {
    cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  });

function silence({ signal }: Request): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}

/** The line between an adapter and a simulated platform, with what can go wrong on it. */
export class SimulatedLine {
  readonly #send: (request: Request) => Promise<Response>;
  readonly #refusal: () => Response;
  #trouble: Trouble = { type: "none" };

  constructor(send: (request: Request) => Promise<Response>, refusal: () => Response) {
    this.#send = send;
    this.#refusal = refusal;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const isChange = request.method !== "GET";
    const trouble = this.#trouble;
    switch (trouble.type) {
      case "none":
        return this.#send(request);
      case "hang":
        return silence(request);
      case "answer": {
        const { status, body, headers } = trouble.answer;
        return new Response(body, { status, headers: asBytes(headers) });
      }
      case "refuse":
        return isChange ? this.#refusal() : this.#send(request);
      case "lose answer":
      case "lose call":
        if (!isChange) return this.#send(request);
        this.#trouble = { type: "none" };
        if (trouble.type === "lose answer") await this.#send(request);
        throw broken();
    }
  };

  readonly levers = {
    heal: () => this.#set({ type: "none" }),
    loseAnswer: () => this.#set({ type: "lose answer" }),
    loseCall: () => this.#set({ type: "lose call" }),
    refuse: () => this.#set({ type: "refuse" }),
    answer: (answer: PlatformAnswer) => this.#set({ type: "answer", answer }),
    hang: () => this.#set({ type: "hang" }),
  };

  #set(trouble: Trouble): void {
    this.#trouble = trouble;
  }
}

function asBytes(headers: PlatformAnswer["headers"]): Headers {
  return new Headers(headers);
}
