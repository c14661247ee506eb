import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createConnectSimulator, DISTRIBUTOR_KEY, type ConnectSimulator } from "@tenure/simulator";

import { startChild, type ChildProcess } from "../durability/child-process.ts";
import { purchaseBody } from "../purchase-body.ts";
import type { SideSetting } from "./setting.ts";
import { startVendorService, type VendorCall, type VendorService } from "./vendor-service.ts";

/** Who goes through the requests. */
export type Side = "kit" | "tenure";

const programs: Readonly<Record<Side, string>> = {
  kit: "../side-by-side/kit-loop.ts",
  tenure: "../side-by-side/tenure-service.ts",
};

/** What a run is made of. Times are in milliseconds. */
export interface RunOptions {
  readonly requests: number;
  readonly vendorLatency: number;
  readonly platformLatency: number;
  /** The process is killed with SIGKILL at this vendor call, the account open and unanswered, and started again. */
  readonly killedAt?: number;
}

/** What a run came to. */
export interface RunFigures {
  /** From the program's first line to the last approval, the time of a second start left out. */
  readonly milliseconds: number;
  readonly approved: number;
  readonly platformCalls: number;
  readonly vendorCalls: readonly VendorCall[];
  /** The accounts the vendor has opened. */
  readonly accounts: number;
  /** Those of them that the subscriptions name. */
  readonly accountsKnown: number;
}

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

interface Shown {
  readonly status: string;
  readonly asset: { readonly params: readonly { readonly id: string; readonly value: string }[] };
}

/** What the platform shows, asked beside the network. */
async function shownBy(simulator: ConnectSimulator): Promise<readonly Shown[]> {
  const answer = await simulator.fetch(
    new Request("http://platform.invalid/public/v1/requests?limit=1000", {
      headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
    }),
  );
  return (await answer.json()) as readonly Shown[];
}

/** Counts the approvals so far. It reads the record of calls on, which takes nothing from the platform's time. */
function approvalsOf({ calls }: ConnectSimulator): () => number {
  let read = calls.length;
  let approvals = 0;
  return () => {
    for (; read < calls.length; read += 1) {
      const { path = "", status } = calls[read] ?? {};
      if (status === 200 && path.endsWith("/approve")) approvals += 1;
    }
    return approvals;
  };
}

async function order(simulator: ConnectSimulator, requests: number): Promise<void> {
  for (let ordered = 0; ordered < requests; ordered += 1) {
    const answer = await simulator.fetch(
      new Request("http://platform.invalid/public/v1/requests", {
        method: "POST",
        headers: { authorization: `ApiKey ${DISTRIBUTOR_KEY}` },
        body: JSON.stringify(purchaseBody()),
      }),
    );
    if (!answer.ok) throw new Error(`The order was refused: ${await answer.text()}`);
  }
}

/** The time a process works, from its first line on. */
async function working(
  side: Side,
  setting: SideSetting,
  until: (child: ChildProcess) => Promise<void>,
): Promise<number> {
  const child = startChild(programs[side], "SIDE", setting);
  await child.started;
  const begun = performance.now();
  await until(child);
  const milliseconds = performance.now() - begun;
  child.signal("SIGTERM");
  const end = await child.ended;
  if (end === 0 || end === "SIGKILL" || end === "SIGTERM") return milliseconds;
  throw new Error(`The ${side} process ended with ${end}:\n${child.complaints()}`);
}

/** Kills the process at the vendor call, and resolves when it is gone. */
async function killed(child: ChildProcess, vendor: VendorService, at: number): Promise<void> {
  vendor.asked = (number) => {
    if (number !== at) return;
    vendor.asked = undefined;
    child.signal("SIGKILL");
  };
  await child.ended;
}

/** Lets one side go through the orders, on a platform and with a vendor of its own. */
export async function runSide(side: Side, options: RunOptions): Promise<RunFigures> {
  const { requests, vendorLatency, platformLatency, killedAt } = options;
  const simulator = createConnectSimulator();
  await order(simulator, requests);
  simulator.faults.add({
    kind: "delay",
    role: "vendor",
    delayMs: platformLatency,
    times: Infinity,
  });
  const platform = await simulator.listen();
  const vendor = await startVendorService(vendorLatency);
  const folder = mkdtempSync(join(tmpdir(), "tenure-side-"));
  const setting = { platformUrl: platform.url, vendorUrl: vendor.url, file: join(folder, "t.db") };
  const first = simulator.calls.length;
  const approvals = approvalsOf(simulator);

  async function untilApproved(child: ChildProcess): Promise<void> {
    const gone = new AbortController();
    void child.ended.then(() => gone.abort());
    while (approvals() < requests && !gone.signal.aborted) await pause(5);
  }

  try {
    let milliseconds = 0;
    if (killedAt !== undefined) {
      milliseconds += await working(side, setting, async (child) =>
        killed(child, vendor, killedAt),
      );
    }
    milliseconds += await working(side, setting, untilApproved);
    const shown = await shownBy(simulator);
    const known = shown.flatMap(({ asset }) =>
      asset.params.filter(({ id }) => id === "subscription_id").map(({ value }) => value),
    );
    const accounts = new Set(vendor.calls.map(({ accountId }) => accountId));
    return {
      milliseconds,
      approved: shown.filter(({ status }) => status === "approved").length,
      platformCalls: simulator.calls.slice(first).filter(({ role }) => role === "vendor").length,
      vendorCalls: [...vendor.calls],
      accounts: accounts.size,
      accountsKnown: new Set(known.filter((id) => accounts.has(id))).size,
    };
  } finally {
    await platform.close();
    await vendor.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
