import { styleText } from "node:util";

import type { Engine, Logger, LogFields } from "@tenure/engine";
import type { LifecycleState, SubscriptionStatus } from "@tenure/machine";

const colors = {
  new: "gray",
  draft: "gray",
  processing: "blue",
  active: "green",
  suspended: "yellow",
  terminating: "magenta",
  terminated: "red",
  discarded: "gray",
} as const satisfies Record<LifecycleState | SubscriptionStatus, string>;

/** A status in its color, padded to the width of the longest. */
function paint(status: LifecycleState): string {
  return styleText(colors[status], status.padEnd(11), { stream: process.stdout });
}

const dim = (text: string): string => styleText("dim", text, { stream: process.stdout });

/** Writes lines, and colors only where the terminal shows them. */
export type Print = (line: string) => void;

/**
 * Shows each step of each subscription as the engine commits it: subscription, status, request in
 * progress, and what is awaited.
 */
export class Progress {
  readonly #print: Print;
  readonly #titleOf: (key: string) => string | undefined;
  #engine: Engine | undefined;

  constructor(print: Print, titleOf: (key: string) => string | undefined) {
    this.#print = print;
    this.#titleOf = titleOf;
  }

  /** The engine to read the subscriptions from that the log lines name. */
  watch(engine: Engine): void {
    this.#engine = engine;
  }

  /** The engine's log, of which every move becomes a line. */
  readonly logger: Logger = {
    debug: () => {},
    info: (fields, message) => {
      if (message === "subscription moved") void this.#show(fields);
    },
    warn: (fields, message) => this.#warn("warning", fields, message),
    error: (fields, message) => this.#warn("error", fields, message),
  };

  async #show(fields: LogFields): Promise<void> {
    const key = String(fields["key"]);
    try {
      const record = await this.#engine?.get(key);
      if (record === undefined || record.version !== fields["version"]) return;
      if (record.status === "new") return;
      const request =
        record.requestId === null
          ? "no request in progress"
          : `${record.requestType ?? ""} ${record.requestId} ${record.requestState}`;
      const awaited = record.awaited === "nobody" ? "" : `awaiting ${record.awaited}`;
      this.#print(
        `${key}  ${paint(record.status)} ${request.padEnd(46)} ${awaited.padEnd(20)} ${dim(this.#titleOf(key) ?? "")}`,
      );
    } catch {
      // The engine has stopped: there is nothing left to show.
    }
  }

  #warn(level: "warning" | "error", fields: LogFields, message: string): void {
    const color = level === "error" ? "red" : "yellow";
    const details = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(
        ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
      )
      .join(" ");
    this.#print(
      `${styleText(color, level, { stream: process.stdout })} ${message} ${dim(details)}`,
    );
  }
}
