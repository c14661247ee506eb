import type { Adapter, Finding } from "@tenure/engine";

import { ConfigurationError } from "../configuration/configuration-error.ts";
import type { Configuration } from "../configuration/configuration-schema.ts";
import { loadConfiguration } from "../configuration/load-configuration.ts";
import { tokensFrom } from "../configuration/tokens-from.ts";

/** A finding, and of what. */
export interface Examined extends Finding {
  /** `runtime`, `configuration`, `store`, or an adapter's name. */
  readonly part: string;
}

const leastNode = [24, 12] as const;

function runtime(version: string): Examined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
  return {
    part: "runtime",
    about: "Node",
    state: isNew ? "good" : "bad",
    message: isNew
      ? `Node ${version}.`
      : `Node ${version} is too old: it takes ${leastNode.join(".")}.`,
  };
}

function tokens(configuration: Configuration): Examined {
  const { http } = configuration;
  const part = "configuration";
  try {
    const given = tokensFrom(configuration, process.env);
    const names = given.map(({ name, role, tenant }) => `${name} (${role}, ${tenant})`).join(", ");
    return given.length === 0
      ? {
          part,
          about: "tokens",
          state: "doubtful",
          message: `There are none: it listens on ${http.host} only, and whoever is on this machine may do everything.`,
        }
      : { part, about: "tokens", state: "good", message: `${names}.` };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { part, about: "tokens", state: "bad", message: error.message };
  }
}

function found(part: string, findings: readonly Finding[]): readonly Examined[] {
  return findings.map(({ about, state, message }) => ({ part, about, state, message }));
}

async function store({ store: configured }: Configuration): Promise<readonly Examined[]> {
  const part = "store";
  if (configured.examine === undefined) {
    return [
      {
        part,
        about: "schema",
        state: "doubtful",
        message: "This kind of store cannot be looked at.",
      },
    ];
  }
  return found(part, await configured.examine());
}

async function platform(adapter: Adapter, patience: number): Promise<readonly Examined[]> {
  const part = adapter.name;
  if (adapter.examine === undefined) {
    return [
      {
        part,
        about: "platform",
        state: "doubtful",
        message: "This kind of platform cannot be looked at.",
      },
    ];
  }
  const signal = AbortSignal.timeout(patience);
  try {
    return found(part, await adapter.examine({ signal }));
  } catch (error) {
    const message = signal.aborted
      ? `No answer within ${patience / 1000} s.`
      : error instanceof Error
        ? error.message
        : String(error);
    return [{ part, about: "platform", state: "bad", message }];
  }
}

/** Looks at everything a service stands on, and changes none of it. */
export async function examineService(file: string, patience: number): Promise<readonly Examined[]> {
  const node = runtime(process.versions.node);
  const part = "configuration";
  let configuration: Configuration;
  try {
    configuration = await loadConfiguration(file);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [node, { part, about: "file", state: "bad", message: error.message }];
  }
  const parts = await Promise.all([
    store(configuration),
    ...configuration.adapters.map((adapter) => platform(adapter, patience)),
  ]);
  const read: Examined = { part, about: "file", state: "good", message: `${file} is in order.` };
  return [node, read, tokens(configuration), ...parts.flat()];
}
