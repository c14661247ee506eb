import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { hasRole, type Caller, type Role } from "../../apps/tenure/src/http/caller.ts";
import { everyCaller, house, secretOf, type HouseOptions } from "./house.ts";
import { operationsOf } from "./route-shapes.ts";

type Tenant = "default" | "acme";
type House = Awaited<ReturnType<typeof house>>;

/** Whose business an operation is: the tenant's of the key, the caller's own, nobody's, or everybody's at once. */
type Concerns = "key" | "own" | "nobody" | "everybody" | "adapter";

interface Policy {
  readonly role: Role;
  readonly concerns: Concerns;
  /** A body that is in order, for a change. */
  readonly body?: object;
  /** In place of the path of the document. */
  readonly path?: string;
}

const consent = { identity: "jane", text: "yes", givenAt: "2026-01-01T00:00:00.000Z" };
const cancel = { type: "command.cancel", consent };
const door = '{"id":"door","initial":"shut","states":{"shut":{"on":{"OPEN":"open"}},"open":{}}}';
const answer = { type: "answer.reject", requestId: "PR-none", reason: "no" };

/** Who may do what: written down apart from the routes, so that a change of either is seen. */
const policies: Readonly<Record<string, Policy>> = {
  "GET /caller": { role: "read", concerns: "nobody" },
  "GET /overview": { role: "read", concerns: "own" },
  "GET /counts": { role: "read", concerns: "own" },
  "GET /products": { role: "read", concerns: "own" },
  "GET /throughput": { role: "read", concerns: "own" },
  "GET /subscriptions": { role: "read", concerns: "own" },
  "GET /stuck": { role: "read", concerns: "own" },
  "GET /waiting": { role: "read", concerns: "own" },
  "GET /changes": { role: "read", concerns: "own" },
  "GET /adapters": { role: "read", concerns: "nobody" },
  "GET /charts/{machine}": { role: "read", concerns: "nobody", path: "/charts/subscription" },
  "GET /charts/{machine}/layout": {
    role: "read",
    concerns: "nobody",
    path: "/charts/subscription/layout",
  },
  "GET /charts/{machine}/svg": {
    role: "read",
    concerns: "nobody",
    path: "/charts/subscription/svg",
  },
  "GET /charts/{machine}/transitions": {
    role: "read",
    concerns: "nobody",
    path: "/charts/subscription/transitions",
  },
  "POST /charts/layout": { role: "read", concerns: "nobody", body: { definition: door } },
  "GET /inspector/updates": { role: "read", concerns: "everybody" },
  "GET /subscriptions/{key}": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/history": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/versions/{version}": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/waiting": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/verification": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/export": { role: "read", concerns: "key" },
  "GET /subscriptions/{key}/commands": { role: "read", concerns: "key" },
  "POST /subscriptions/{key}/explanation": { role: "read", concerns: "key", body: cancel },
  "POST /subscriptions/{key}/preview": { role: "read", concerns: "key", body: cancel },
  "POST /subscriptions/{key}/commands": { role: "operate", concerns: "key", body: cancel },
  "POST /subscriptions/{key}/retry": { role: "operate", concerns: "key", body: {} },
  "POST /subscriptions/{key}/skip": { role: "operate", concerns: "key", body: {} },
  "POST /subscriptions/{key}/answer": { role: "operate", concerns: "key", body: answer },
  "POST /subscriptions/{key}/reconcile": { role: "operate", concerns: "key", body: {} },
  "POST /reconcile": { role: "operate", concerns: "own", body: {} },
  "GET /verification": { role: "operate", concerns: "own" },
  "POST /adapters/{adapter}/pause": { role: "admin", concerns: "adapter", body: {} },
  "POST /adapters/{adapter}/resume": { role: "admin", concerns: "adapter", body: {} },
  "POST /pause": { role: "admin", concerns: "everybody", body: {} },
  "POST /resume": { role: "admin", concerns: "everybody", body: {} },
};

const keyOf: Readonly<Record<Tenant, string>> = { default: "AS-slow", acme: "acme:AS-slow" };
const adapterOf: Readonly<Record<Tenant, string>> = { default: "connect", acme: "bridge" };
const isOf = ({ tenant }: Caller, of: Tenant): boolean => tenant === "*" || tenant === of;

async function furnished(options: Pick<HouseOptions, "stopped"> = {}): Promise<House> {
  const there = await house({ callers: everyCaller, ...options });
  await there.purchase("AS-slow");
  await there.purchase("acme:AS-slow", "bridge");
  return there;
}

async function ask(
  { app }: House,
  [method = "", template = ""]: readonly string[],
  { body, path = template }: Policy,
  { by, of, query = "" }: { by: string | undefined; of: Tenant; query?: string },
): Promise<Response> {
  const filled = path
    .replace("{key}", encodeURIComponent(keyOf[of]))
    .replace("{version}", "1")
    .replace("{adapter}", adapterOf[of]);
  const response = await app.request(`/api/v1${filled}${query}`, {
    method,
    headers: {
      "idempotency-key": randomUUID(),
      ...(by !== undefined && { authorization: `Bearer ${by}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (response.ok) await response.body?.cancel();
  return response;
}

const codeIn = async (response: Response): Promise<string> =>
  String(((await response.json()) as { code?: unknown }).code);

/** One house for all tests of a group, which change nothing in it. */
function sharedHouse(): () => House {
  let there: House | undefined;
  beforeAll(async () => {
    there = await furnished({ stopped: "by the caller" });
  });
  afterAll(async () => there?.stop());
  return () => {
    if (there === undefined) throw new TypeError("the house is not there yet");
    return there;
  };
}

/** What came of it: the problem's code, unless it was let through and only the machine refused. */
async function outcomeOf(response: Response): Promise<string> {
  const isLetThrough = response.ok || response.status === 409;
  return isLetThrough ? "let through" : codeIn(response);
}

/** What has to come of it. */
function expectedFor(caller: Caller, { role, concerns }: Policy, of: Tenant): string {
  if (!hasRole(caller, role)) return "role_missing";
  if (concerns === "key" && !isOf(caller, of)) return "tenant_forbidden";
  if (concerns === "everybody" && caller.tenant !== "*") return "tenant_forbidden";
  if (concerns === "adapter" && !isOf(caller, of)) return "adapter_unknown";
  return "let through";
}

const operations = Object.entries(policies).map(
  ([name, policy]) => [name, policy, name.split(" ")] as const,
);

test("the table of who may do what names every operation there is, with its role", async () => {
  const { app } = await house();
  const described = operationsOf(app).map(({ method, path, role }) => [`${method} ${path}`, role]);
  const written = operations.map(([name, { role }]) => [name, role]);
  expect(new Map(written as [string, string][])).toEqual(new Map(described as [string, string][]));
});

describe("without a token that the service knows", () => {
  const shared = sharedHouse();

  test.each(operations)("%s is not answered", async (_, policy, operation) => {
    const there = shared();
    const given = [undefined, "", "wrong", "x".repeat(5000), secretOf("read-every").slice(0, -1)];
    for (const by of given) {
      const response = await ask(there, operation, policy, { by, of: "default" });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(await codeIn(response)).toBe("unauthorized");
    }
  });
});

describe.each(everyCaller)(
  "the token $name, of the role $role and the tenant $tenant",
  (caller) => {
    const shared = sharedHouse();

    test("may do what the table says of every operation and tenant, and nothing else", async () => {
      const there = await furnished();
      for (const [name, policy, operation] of operations) {
        for (const of of ["default", "acme"] as const) {
          const response = await ask(there, operation, policy, { by: secretOf(caller.name), of });
          const cell = `${name} of ${of}`;
          const expected = expectedFor(caller, policy, of);
          expect([cell, await outcomeOf(response)]).toEqual([cell, expected]);
        }
      }
    });

    test("is told of no tenant but its own, whatever it asks for", async () => {
      const there = shared();
      for (const [name, policy, operation] of operations) {
        if (policy.concerns !== "own" || policy.body !== undefined) continue;
        if (!hasRole(caller, policy.role)) continue;
        for (const of of ["default", "acme", "*"] as const) {
          const query = `?tenant=${encodeURIComponent(of)}`;
          const by = secretOf(caller.name);
          const response = await ask(there, operation, policy, { by, of: "default", query });
          const may = caller.tenant === "*" || caller.tenant === of;
          expect([name, of, response.status]).toEqual([name, of, may ? 200 : 403]);
        }
      }
      const own = await there.ask("/subscriptions", { by: caller.name });
      const { rows } = (await own.json()) as { rows: { tenant: string }[] };
      const expected = caller.tenant === "*" ? ["default", "acme"] : [caller.tenant];
      expect(rows.map(({ tenant }) => tenant)).toEqual(expected);
    });

    test("sees values that may be personal only as an operator, and only on asking", async () => {
      const there = shared();
      const key = caller.tenant === "acme" ? "acme:AS-slow" : "AS-slow";
      const paths = ["", "/history", "/versions/1", "/export"].map(
        (rest) => `/subscriptions/${encodeURIComponent(key)}${rest}`,
      );
      for (const path of [...paths, "/subscriptions", "/stuck"]) {
        const plain = await (await there.ask(path, { by: caller.name })).text();
        expect(plain, path).not.toMatch(/jane@example\.com|Jane Doe/u);
        const asked = await there.ask(`${path}?redacted=false`, { by: caller.name });
        const expected = hasRole(caller, "operate") ? "let through" : "role_missing";
        expect([path, await outcomeOf(asked.clone())]).toEqual([path, expected]);
        const isTold = (await asked.text()).includes("jane@example.com");
        expect([path, isTold]).toEqual([path, asked.ok && paths.includes(path)]);
      }
    });

    test("applies a reconciliation only as an administrator", async () => {
      const there = await furnished();
      const key = caller.tenant === "acme" ? "acme:AS-slow" : "AS-slow";
      for (const path of [`/subscriptions/${encodeURIComponent(key)}/reconcile`, "/reconcile"]) {
        const response = await there.ask(path, { body: { apply: true }, by: caller.name });
        const expected = hasRole(caller, "admin") ? "let through" : "role_missing";
        expect([path, await outcomeOf(response)]).toEqual([path, expected]);
      }
    });

    test("reconciles and watches no key of another tenant, however it is named", async () => {
      const there = await furnished();
      for (const of of ["default", "acme"] as const) {
        const may = isOf(caller, of);
        const watched = await there.ask(`/changes?key=${encodeURIComponent(keyOf[of])}`, {
          by: caller.name,
        });
        if (watched.ok) await watched.body?.cancel();
        expect([of, watched.status]).toEqual([of, may ? 200 : 403]);
        if (!hasRole(caller, "operate")) continue;
        for (const body of [{ keys: [keyOf[of]] }, { filter: { tenant: of } }]) {
          const response = await there.ask("/reconcile", { body, by: caller.name });
          if (response.ok) await response.body?.cancel();
          expect([of, response.status]).toEqual([of, may ? 200 : 403]);
        }
      }
    });

    test("finds no key of another tenant by how it begins", async () => {
      const there = shared();
      for (const text of ["acme:AS-slow", "acme:", "AS-slow", "AS", "a"]) {
        const response = await there.ask(`/subscriptions?text=${text}`, { by: caller.name });
        const { rows } = (await response.json()) as { rows: { tenant: string }[] };
        const strangers = rows.filter(({ tenant }) => ![tenant, "*"].includes(caller.tenant));
        expect([text, strangers]).toEqual([text, []]);
      }
    });

    test("sees platforms of its own tenant, and the lag of all only with all", async () => {
      const there = shared();
      const response = await there.ask("/overview", { by: caller.name });
      const { adapters, work } = (await response.json()) as {
        adapters: { adapter: string }[];
        work: unknown;
      };
      const expected = { default: ["connect"], acme: ["bridge"], "*": ["connect", "bridge"] };
      expect(adapters.map(({ adapter }) => adapter)).toEqual(
        expected[caller.tenant as keyof typeof expected],
      );
      expect(work === null).toBe(caller.tenant !== "*");
    });

    test("reads the metrics only with all tenants", async () => {
      const there = shared();
      const headers = { authorization: `Bearer ${secretOf(caller.name)}` };
      const response = await there.app.request("/metrics", { headers });
      expect(response.status).toBe(caller.tenant === "*" ? 200 : 403);
      expect((await there.app.request("/metrics")).status).toBe(401);
    });

    test("connects an inspector only with all tenants", async () => {
      const there = shared();
      // Without a socket to take over, whoever is let through is told to come with one.
      const expected = caller.tenant === "*" ? "upgrade_required" : "tenant_forbidden";
      const secret = secretOf(caller.name);
      const headers = { authorization: `Bearer ${secret}` };
      expect(await codeIn(await there.app.request("/inspect", { headers }))).toBe(expected);
      expect(await codeIn(await there.app.request(`/inspect?token=${secret}`))).toBe(expected);
      expect(await codeIn(await there.app.request("/inspect"))).toBe("unauthorized");
    });
  },
);

test("a pause of everything does not tell one tenant why", async () => {
  const there = await furnished();
  await there.ask("/pause", { body: { reason: "trouble at acme" }, by: "admin-every" });
  const paused = async (by: string) => (await there.ask("/adapters", { by })).text();
  expect(await paused("read-every")).toContain("trouble at acme");
  expect(await paused("admin-default")).not.toContain("trouble at acme");
});

test("an answer never tells a token", async () => {
  const there = await furnished();
  for (const [, policy, operation] of operations) {
    const by = secretOf("read-default");
    const response = await ask(there, operation, policy, { by, of: "acme" });
    const headers = JSON.stringify([...response.headers]);
    const text = response.bodyUsed ? "" : await response.text().catch(() => "");
    expect(text + headers).not.toContain(by);
  }
});
