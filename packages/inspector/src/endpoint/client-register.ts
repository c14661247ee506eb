import { readInspection } from "../session/inspection-message.ts";
import { emptySession, type SessionLimits } from "../session/inspection-session.ts";
import { receive } from "../session/receive.ts";
import type { InspectedClient, InspectorUpdate } from "./inspected-client.ts";

interface RegisterSettings {
  /** How many that left are remembered. */
  readonly maximumEnded: number;
  readonly session: Partial<SessionLimits>;
  /** Told of each change; `size` is about how many characters it has. */
  readonly tell: (update: InspectorUpdate, size: number) => void;
}

/** Who is connected, who was last, and what they told. */
export class ClientRegister {
  readonly #settings: RegisterSettings;
  readonly #clients = new Map<string, InspectedClient>();
  #came = 0;

  constructor(settings: RegisterSettings) {
    this.#settings = settings;
  }

  /** In the order they came. */
  clients(): readonly InspectedClient[] {
    return [...this.#clients.values()];
  }

  /** One more client; gives its id. */
  open(at: number): string {
    this.#came += 1;
    const id = String(this.#came);
    const client: InspectedClient = {
      id,
      openedAt: at,
      closedAt: null,
      refused: 0,
      refusal: null,
      session: emptySession(this.#settings.session),
    };
    this.#clients.set(id, client);
    this.#settings.tell({ type: "opened", client }, 0);
    return id;
  }

  /** Takes what a client sent; undefined for what was no text. */
  take(id: string, text: string | undefined): void {
    const client = this.#clients.get(id);
    if (client === undefined) return;
    const read = readInspection(text);
    if (read.type === "message") {
      const { message } = read;
      this.#clients.set(id, { ...client, session: receive(client.session, message) });
      this.#settings.tell({ type: "message", id, message }, text?.length ?? 0);
    } else if (read.type === "refused") {
      const refused = client.refused + 1;
      this.#clients.set(id, { ...client, refused, refusal: read.reason });
      if (refused === 1) this.#settings.tell({ type: "refused", id, reason: read.reason }, 0);
    }
  }

  /** The client left. Of those that did, the first ones are forgotten when they are too many. */
  leave(id: string, at: number): void {
    const client = this.#clients.get(id);
    if (client === undefined) return;
    this.#clients.set(id, { ...client, closedAt: at });
    this.#settings.tell({ type: "closed", id, at }, 0);
    const ended = this.clients().filter(({ closedAt }) => closedAt !== null);
    const tooMany = Math.max(0, ended.length - this.#settings.maximumEnded);
    for (const { id: gone } of ended.slice(0, tooMany)) {
      this.#clients.delete(gone);
      this.#settings.tell({ type: "forgotten", id: gone }, 0);
    }
  }
}
