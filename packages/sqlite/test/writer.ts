import { argv, stdout } from "node:process";

import { sqliteStore } from "@tenure/sqlite";

import { moving } from "./commits.ts";

/** A process of its own that commits one version after the other, and tells of each when it is kept. */
const store = sqliteStore({ file: argv[2] ?? "" });
await store.open();
for (let version = 0; ; version += 1) {
  // oxlint-disable-next-line no-await-in-loop -- each version follows the one before
  await store.commit([moving("A", version, { effects: [[`A/${version + 1}/0`, 0]] })]);
  stdout.write(`${version + 1}\n`);
  // oxlint-disable-next-line no-await-in-loop -- lets the line go out
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
