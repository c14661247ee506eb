// How long a fresh process takes to import the machine as it is published, against one that imports nothing and one
// that imports only what the machine is built on, in turn, so that all meet the same weather. No code cache.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { percentile } from "./engine-load.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const rounds = Number(values.rounds);
const machine = fileURLToPath(new URL("../../packages/machine/", import.meta.url));
if (!existsSync(`${machine}dist/index.js`)) {
  throw new Error("The packages are not built: run `npx -y pnpm@12 build` first.");
}

const subjects = {
  nothing: "",
  "xstate, zod and immer": 'await import("xstate"); await import("zod"); await import("immer");',
  "@tenure/machine": 'await import("@tenure/machine");',
} as const;
type Subject = keyof typeof subjects;
const names = Object.keys(subjects) as Subject[];

/** What one process took, in milliseconds. */
interface Taken {
  /** From its start to its end. */
  readonly whole: number;
  /** Within it, for the imports alone: passed, and spent by the processors. */
  readonly imports: number;
  readonly spent: number;
}

const { NODE_COMPILE_CACHE: _cache, NODE_OPTIONS: _options, ...env } = process.env;

function take(subject: Subject): Taken {
  const program = `
    const spent = process.cpuUsage(), began = performance.now();
    ${subjects[subject]}
    const passed = performance.now() - began, { user, system } = process.cpuUsage(spent);
    console.log(JSON.stringify([passed, (user + system) / 1000]));`;
  const began = performance.now();
  // The package finds itself by its own name, and its dependencies beside it.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", program],
    { cwd: machine, env, encoding: "utf8" },
  );
  const whole = performance.now() - began;
  if (status !== 0) throw new Error(`${subject} could not be imported: ${stderr}`);
  const [imports = 0, spent = 0] = JSON.parse(stdout) as readonly number[];
  return { whole, imports, spent };
}

const taken = new Map(names.map((name) => [name, [] as Taken[]]));
for (let round = 0; round < rounds; round += 1) {
  for (const name of names) taken.get(name)?.push(take(name));
}

const medianOf = (name: Subject, figure: keyof Taken): number =>
  percentile(
    (taken.get(name) ?? []).map((one) => one[figure]),
    0.5,
  );
for (const name of names) {
  const [whole, imports, spent] = (["whole", "imports", "spent"] as const).map((figure) =>
    medianOf(name, figure).toFixed(1),
  );
  process.stdout.write(
    `importing ${name}: ${imports} ms (${spent} ms of processor time), process ${whole} ms\n`,
  );
}
const ratio = medianOf("@tenure/machine", "spent") / medianOf("xstate, zod and immer", "spent");
process.stdout.write(
  `importing @tenure/machine spends ${ratio.toFixed(2)} times what its dependencies do; median of ${rounds}\n`,
);
