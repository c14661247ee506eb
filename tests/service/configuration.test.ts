import { memoryStore } from "@tenure/testing/store";
import { defineConfiguration, variable, ConfigurationError } from "tenure/configuration";
import { afterEach, describe, expect, test, vi } from "vitest";

import { checkConfiguration } from "../../apps/tenure/src/configuration/define-configuration.ts";
import { tokensFrom } from "../../apps/tenure/src/configuration/tokens-from.ts";
import { scriptedPlatform } from "./scripted-platform.ts";

const least = () => ({ store: memoryStore(), adapters: [scriptedPlatform("connect")] });
const token = { name: "ops", variable: "OPS_TOKEN", role: "operate" as const };

afterEach(() => vi.unstubAllEnvs());

describe("a configuration", () => {
  test("needs a store and an adapter, and has a default for everything else", () => {
    expect(checkConfiguration(least())).toMatchObject({
      tenants: [],
      http: { host: "127.0.0.1", port: 8080, tokens: [], streams: 100, console: true },
      logging: { level: "info" },
      inspector: { enabled: true, origins: [] },
      stopDeadlineMilliseconds: 10_000,
    });
  });

  test.each([
    [{ store: undefined }, "store: expected a store"],
    [{ store: { open: () => undefined } }, "store: expected a store"],
    [{ adapters: [] }, "adapters: expected at least one adapter"],
    [{ adapters: [{}] }, "adapters[0]: expected an adapter"],
    [{ adapters: ["connect"] }, "adapters[0]: expected an adapter"],
    [{ stroe: 1 }, "stroe: there is no such key"],
    [{ http: { prot: 1 } }, "http.prot: there is no such key"],
    [{ http: { port: "8080" } }, "http.port: "],
    [{ http: { port: 70_000 } }, "http.port: "],
    [{ http: { host: "" } }, "http.host: "],
    [{ http: { tokens: [{ ...token, role: "root" }] } }, "http.tokens[0].role: "],
    [
      { http: { tokens: [{ ...token, secret: "x" }] } },
      "http.tokens[0].secret: there is no such key",
    ],
    [{ http: { tokens: [{ name: "ops", role: "read" }] } }, "http.tokens[0].variable: "],
    [{ logging: { level: "loud" } }, "logging.level: "],
    [{ limits: { connect: { ratePerSecond: 0 } } }, "limits.connect.ratePerSecond: "],
    [{ engine: { retry: { attempts: -1 } } }, "engine.retry.attempts: "],
    [{ engine: { store: 1 } }, "engine.store: there is no such key"],
    [{ inspector: { enabled: "no" } }, "inspector.enabled: "],
    [{ inspector: { origins: ["app.example"] } }, "inspector.origins[0]: expected an origin"],
    [{ inspector: { origins: ["https://app.example/page"] } }, "inspector.origins[0]: "],
    [{ inspector: { relay: {} } }, "inspector.relay.url: "],
    [{ inspector: { relay: { url: "http://localhost:8080" } } }, "inspector.relay.url: expected"],
    [
      { inspector: { relay: { url: "ws://relay.example" } } },
      "inspector.relay.url: relay.example is not on this machine",
    ],
    [{ inspector: { relay: { url: "ws://10.0.0.7" } } }, "inspector.relay.url: 10.0.0.7 is not"],
    [{ stopDeadlineMilliseconds: -1 }, "stopDeadlineMilliseconds: "],
  ])("that is wrong is told by its key: %o", (wrong, message) => {
    const given = { ...least(), ...wrong } as never;
    expect(() => defineConfiguration(given)).toThrow(ConfigurationError);
    expect(() => defineConfiguration(given)).toThrow(message);
  });

  test("may send subscriptions to a relay elsewhere only when it says so", () => {
    const relayTo = (relay: { url: string; isRemoteAllowed?: boolean }) =>
      checkConfiguration({ ...least(), inspector: { relay } }).inspector.relay;
    const urls = ["ws://localhost:1", "ws://127.0.0.1:1", "ws://[::1]:1"];
    for (const url of urls) {
      expect(relayTo({ url })).toMatchObject({ url, redact: true, isRemoteAllowed: false });
    }
    const url = "wss://relay.example";
    expect(relayTo({ url, isRemoteAllowed: true })).toMatchObject({ url, redact: true });
  });

  test("tells everything that is wrong at once", () => {
    const given = { ...least(), http: { port: -1 }, logging: { level: 3 }, other: true } as never;
    expect(() => checkConfiguration(given)).toThrow(
      /http\.port: .*\n.*logging\.level: .*\n.*other: /su,
    );
  });

  test("takes credentials from the environment, and names the variable that is not set", () => {
    vi.stubEnv("CONNECT_KEY", "the key");
    vi.stubEnv("EMPTY", "");
    expect(variable("CONNECT_KEY")).toBe("the key");
    for (const name of ["EMPTY", "NOT_SET_ANYWHERE"]) {
      expect(() => variable(name)).toThrow(`The environment variable ${name} is not set`);
    }
  });
});

describe("the tokens of a configuration", () => {
  const configured = (http: object, tenants: string[] = []) =>
    checkConfiguration({ ...least(), tenants, http });
  const secret = "0123456789abcdef";

  test("are what the environment holds, of the tenant default unless another is named", () => {
    const every = { name: "all", variable: "ALL_TOKEN", role: "read", tenant: "*" };
    const environment = { OPS_TOKEN: secret, ALL_TOKEN: `${secret}-2` };
    expect(tokensFrom(configured({ tokens: [token, every] }), environment)).toEqual([
      { name: "ops", role: "operate", tenant: "default", secret },
      { name: "all", role: "read", tenant: "*", secret: `${secret}-2` },
    ]);
  });

  test.each([
    [{}, "http.tokens[0] (ops): the environment variable OPS_TOKEN is not set"],
    [{ OPS_TOKEN: "" }, "OPS_TOKEN is not set"],
    [{ OPS_TOKEN: "short" }, "the secret in OPS_TOKEN is none"],
    [{ OPS_TOKEN: `${secret} with spaces` }, "the secret in OPS_TOKEN is none"],
  ])("are missed by name in %o, and their secrets are not told", (environment, message) => {
    const attempt = () => tokensFrom(configured({ tokens: [token] }), environment);
    expect(attempt).toThrow(ConfigurationError);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/short|0123/u);
  });

  test("are each of a tenant that is served, and each has a secret of its own", () => {
    const environment = { OPS_TOKEN: secret, OTHER: secret };
    const ofAcme = { ...token, tenant: "acme" };
    expect(() => tokensFrom(configured({ tokens: [ofAcme] }), environment)).toThrow(
      'http.tokens[0].tenant: "acme" is not served',
    );
    expect(tokensFrom(configured({ tokens: [ofAcme] }, ["acme"]), environment)).toHaveLength(1);
    const twice = { tokens: [token, { ...token, name: "other", variable: "OTHER" }] };
    expect(() => tokensFrom(configured(twice), environment)).toThrow("its secret is that of ops");
  });

  test.each(["0.0.0.0", "::", "192.168.1.5", "tenure.example", "128.0.0.1", "127.0.0.1.example"])(
    "are needed to listen on %s",
    (host) => {
      expect(() => tokensFrom(configured({ host }), {})).toThrow("http.host: without http.tokens");
      const environment = { OPS_TOKEN: secret };
      expect(tokensFrom(configured({ host, tokens: [token] }), environment)).toHaveLength(1);
    },
  );

  test.each(["127.0.0.1", "127.8.8.8", "localhost", "::1"])(
    "are not needed to listen on %s",
    (host) => {
      expect(tokensFrom(configured({ host }), {})).toEqual([]);
    },
  );
});
