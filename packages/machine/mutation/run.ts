import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { chooseBy } from "./choose.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";
import { PackageCopy } from "./package-copy.ts";
import { apply } from "./source-text.ts";
import { changeOf, isAccepted, outdated } from "./survivors.ts";

const { values } = parseArgs({
  options: {
    /** What is swapped for what, and which mutants a sample takes. */
    seed: { type: "string", default: "1" },
    /** How many mutants to try; all of them when left out. */
    sample: { type: "string" },
    /** Only mutants of files whose path contains this. */
    file: { type: "string", default: "" },
    /** Leave out tests whose path contains this, as long as they fail. */
    without: { type: "string", multiple: true, default: [] },
  },
});

/** The share of mutants that has to be noticed. */
const wanted = 0.95;
const patience = 120_000;
const repository = join(import.meta.dirname, "../../..");
const seed = Number(values.seed);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

function sampled(mutants: readonly Mutant[]): readonly Mutant[] {
  if (values.sample === undefined) return mutants;
  const choose = chooseBy(seed);
  const numbers = Array.from({ length: 1_000_000 }, (_none, index) => String(index));
  const order = mutants.map((mutant, index) => ({
    mutant,
    rank: Number(choose(numbers, `sample/${index}`)),
  }));
  return order
    .toSorted((left, right) => left.rank - right.rank)
    .slice(0, Number(values.sample))
    .map(({ mutant }) => mutant);
}

const isNoticed = (copy: PackageCopy, { file, edit }: Mutant): Promise<boolean> =>
  copy.with(
    file,
    (text) => apply(text, edit),
    async () => (await copy.test(patience)) !== "passed",
  );

/** Tries the mutants, as many at a time as there are copies; gives those no test noticed. */
async function survivorsOf(
  mutants: readonly Mutant[],
  copies: readonly PackageCopy[],
): Promise<readonly Mutant[]> {
  const queue = [...mutants];
  const survived: Mutant[] = [];
  const work = async (copy: PackageCopy): Promise<void> => {
    const mutant = queue.shift();
    if (mutant === undefined) return;
    if (!(await isNoticed(copy, mutant))) {
      survived.push(mutant);
      print(`survived  ${mutant.file}:${mutant.line}  ${changeOf(mutant)}`);
    }
    return work(copy);
  };
  await Promise.all(copies.map(work));
  return survived;
}

async function main(root: string): Promise<boolean> {
  const folder = join(repository, "packages/machine");
  const every = mutantsOf(folder, seed);
  for (const { file, code } of outdated(every)) print(`no longer there: ${file}  ${code}`);
  const all = every.filter((mutant) => mutant.file.includes(values.file) && !isAccepted(mutant));
  const mutants = sampled(all);
  const workers = Math.min(2, availableParallelism());
  const copies = await Promise.all(
    Array.from({ length: workers }, (_none, index) =>
      PackageCopy.make(repository, "machine", join(root, String(index)), values.without),
    ),
  );
  const [first] = copies;
  if ((await first?.test(patience)) !== "passed") {
    await first?.test(patience, true);
    print("The tests fail without any mutant; mend them first.");
    return false;
  }
  print(`${mutants.length} mutants of ${all.length}, seed ${seed}, ${workers} at a time`);
  const survived = await survivorsOf(mutants, copies);
  const noticed = mutants.length - survived.length;
  const share = mutants.length === 0 ? 1 : noticed / mutants.length;
  print(`killed ${noticed} of ${mutants.length}: ${(share * 100).toFixed(1)} %`);
  return share >= wanted;
}

const root = await mkdtemp(join(tmpdir(), "tenure-mutation-"));
try {
  process.exitCode = (await main(root)) ? 0 : 1;
} finally {
  await rm(root, { recursive: true, force: true });
}
