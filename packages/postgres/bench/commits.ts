import { postgresStore } from "@tenure/postgres";

import { startServer } from "../test/server.ts";
import { bareLoop } from "./bare-loop.ts";
import { storeLoop } from "./store-loop.ts";

/** Prints events per second through the store, through the bare loop, and their ratio, in rounds. */
const server = await startServer();
try {
  const connectionString = await server.createDatabase();
  const store = postgresStore({ connectionString, listen: false, clock: "given" });
  await store.open();
  let turn = 0;
  for (const group of [1, 8, 64]) {
    for (const callers of [1, 4]) {
      const plan = { events: 120 * group * callers, group, subscriptions: 1000, callers };
      const ratios: number[] = [];
      const figures: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        const bare = await bareLoop({ connectionString, ...plan, name: `bare-${(turn += 1)}` });
        const kept = await storeLoop(store, plan, `store-${turn}`);
        ratios.push(kept / bare);
        figures.push(`${Math.round(kept)}/${Math.round(bare)}`);
      }
      const median = ratios.toSorted((left, right) => left - right)[2] ?? 0;
      // oxlint-disable-next-line no-console -- what the script is for
      console.log(
        `group ${group}, callers ${callers}: ${figures.join("  ")}  ratio ${median.toFixed(2)}`,
      );
    }
  }
  await store.close();
} finally {
  await server.stop();
}
