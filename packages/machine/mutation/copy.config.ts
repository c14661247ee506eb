import { join } from "node:path";

import { defineConfig } from "vitest/config";

import { CheapestFirst } from "./cheapest-first.ts";

const source = ["@tenure/source"];

/** The kit the tests import is the repository's, and is to try the copy, in whose folder this runs. */
const alias = { "@tenure/machine": join(process.cwd(), "src/index.ts") };

/** How the tests of a copy are run: in one thread, the cheap ones first, without type tests. */
export default defineConfig({
  resolve: { alias },
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    sequence: { sequencer: CheapestFirst },
  },
});
