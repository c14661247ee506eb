import { defineConfig } from "vitest/config";

import { CheapestFirst } from "./cheapest-first.ts";

const source = ["@tenure/source"];

/** How the tests of a copy are run: in one thread, the cheap ones first, without type tests. */
export default defineConfig({
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    sequence: { sequencer: CheapestFirst },
  },
});
