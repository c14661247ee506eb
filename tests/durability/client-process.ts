import { startChild, type ChildProcess } from "./child-process.ts";

/** What a client is told. */
export interface ClientSetting {
  readonly store: { readonly connectionString: string; readonly schema: string };
  /** Where it writes its operations down. */
  readonly log: string;
  readonly name: string;
  readonly seed: number;
  /** The subscriptions that it works on. */
  readonly keys: readonly string[];
}

/** Starts an engine with a client that uses it, in a process of its own. */
export function startClient(setting: ClientSetting): ChildProcess {
  return startChild("client.ts", "CLIENT_SETTING", setting);
}
