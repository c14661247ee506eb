import * as fc from "fast-check";

/** What histories are tried, and how many. */
export interface SearchOptions<Code extends string> {
  /** How many histories; 100 when left out. */
  readonly runs?: number | undefined;
  /** The same seed tries the same histories. Left out: another each time. */
  readonly seed?: number | undefined;
  /** Tries only the history at this path of the seed, as a report names it. */
  readonly path?: string | undefined;
  /** Looks only for promises broken in this way. */
  readonly only?: Code | undefined;
}

interface Coded {
  readonly code: string;
}

/** What came of a history. */
export interface LivedHistory<Breach> {
  /** The first breach that was wanted. */
  readonly breach: Breach | undefined;
  readonly diagram: string;
}

/** A breach, by the smallest history found that shows it. */
type Found<Breach, History> = Breach & {
  readonly whatToDo: string;
  readonly history: History;
  readonly diagram: string;
  readonly seed: number;
  readonly path: string;
};

/** How histories are made and lived, and what is looked for in them. */
export interface Search<Breach extends Coded, History> {
  readonly histories: fc.Arbitrary<History>;
  /** Lives a history until a wanted breach. */
  readonly live: (
    history: History,
    isWanted: (breach: Breach) => boolean,
  ) => Promise<LivedHistory<Breach>>;
  readonly adviceFor: (code: Breach["code"]) => string;
  readonly options: SearchOptions<Breach["code"]>;
}

/** Tells a history that breaks a promise from one that cannot be lived. */
class Failed extends Error {}

/** Looks for one more breach, of a code not yet found. */
async function searchOnce<Breach extends Coded, History>(
  { histories, live, adviceFor, options }: Search<Breach, History>,
  found: ReadonlySet<Breach["code"]>,
) {
  const { runs = 100, seed, path, only } = options;
  // A smaller history has to break the same promise.
  let sought: Breach["code"] | undefined = only;
  const isWanted = ({ code }: Breach): boolean =>
    sought === undefined ? !found.has(code) : code === sought;
  let lived = 0;
  const smallest: { end?: { readonly breach: Breach; readonly diagram: string } } = {};
  const property = fc.asyncProperty(histories, async (history) => {
    lived += 1;
    const end = await live(history, isWanted);
    const { breach } = end;
    if (breach === undefined) return;
    sought = breach.code;
    // The diagram is asked for only here: most histories break nothing.
    smallest.end = { breach, diagram: end.diagram };
    throw new Failed(breach.code);
  });
  const details = await fc.check<[History]>(property, {
    numRuns: path === undefined ? runs : 1,
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  });
  const { counterexample, counterexamplePath, errorInstance } = details;
  if (!details.failed) return { lived, seed: details.seed, one: undefined };
  // What else is thrown in a history is no answer about the handlers.
  const { end } = smallest;
  if (!(errorInstance instanceof Failed) || end === undefined || counterexample === null) {
    throw errorInstance;
  }
  const one: Found<Breach, History> = {
    ...end.breach,
    whatToDo: adviceFor(end.breach.code),
    history: counterexample[0],
    diagram: end.diagram,
    seed: details.seed,
    path: counterexamplePath ?? "",
  };
  return { lived, seed: details.seed, one };
}

/** Looks for breaches until no more are found, each code once, by the smallest history found for it. */
export async function search<Breach extends Coded, History>(what: Search<Breach, History>) {
  const { options } = what;
  const broken: Found<Breach, History>[] = [];
  const found = new Set<Breach["code"]>();
  let { seed } = options;
  let histories = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- what one search finds, the next leaves out
    const { one, lived, ...rest } = await searchOnce(
      { ...what, options: { ...options, seed } },
      found,
    );
    ({ seed } = rest);
    histories += lived;
    if (one === undefined) break;
    broken.push(one);
    found.add(one.code);
    if (options.only !== undefined || options.path !== undefined) break;
  }
  return { broken, histories, seed };
}
