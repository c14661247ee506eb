// Tenure beside the way of the platform's processor template: wall time, vendor calls, and the vendor calls when
// the process is killed in the middle of one. `--requests 500 --vendor 50 --platform 20`, times in milliseconds.
import { parseArgs } from "node:util";

import { runSide, type RunFigures } from "../side-by-side/run-side.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "500" },
    vendor: { type: "string", default: "50" },
    platform: { type: "string", default: "20" },
  },
});
const requests = Number(values.requests);
const options = {
  requests,
  vendorLatency: Number(values.vendor),
  platformLatency: Number(values.platform),
};
const killedAt = Math.ceil(requests / 2);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const seconds = ({ milliseconds }: RunFigures): string => `${(milliseconds / 1000).toFixed(1)} s`;

function row(name: string, kit: string | number, tenure: string | number): void {
  print(`${name.padEnd(44)}${String(kit).padStart(12)}${String(tenure).padStart(12)}`);
}

function checked(name: string, run: RunFigures): RunFigures {
  if (run.approved === requests) return run;
  throw new Error(`${name}: ${run.approved} of ${requests} requests were approved.`);
}

const kit = checked("kit", await runSide("kit", options));
const tenure = checked("Tenure", await runSide("tenure", options));
const killedKit = checked("kit, killed", await runSide("kit", { ...options, killedAt }));
const killedTenure = checked("Tenure, killed", await runSide("tenure", { ...options, killedAt }));

print(
  `${requests} purchases; vendor calls take ${options.vendorLatency} ms, platform calls ${options.platformLatency} ms`,
);
row("", "kit's loop", "Tenure");
row("wall time", seconds(kit), seconds(tenure));
row("ratio", "", `${(kit.milliseconds / tenure.milliseconds).toFixed(1)}x`);
row("vendor calls", kit.vendorCalls.length, tenure.vendorCalls.length);
row("platform calls", kit.platformCalls, tenure.platformCalls);
print(`killed with SIGKILL in the middle of vendor call ${killedAt}, and started again`);
row("wall time", seconds(killedKit), seconds(killedTenure));
row("vendor calls", killedKit.vendorCalls.length, killedTenure.vendorCalls.length);
row("accounts opened at the vendor", killedKit.accounts, killedTenure.accounts);
row(
  "accounts that no subscription knows",
  killedKit.accounts - killedKit.accountsKnown,
  killedTenure.accounts - killedTenure.accountsKnown,
);
