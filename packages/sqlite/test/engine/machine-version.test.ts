import { DatabaseSync } from "node:sqlite";

import { expect, test } from "vitest";

import { freshFile } from "../folder.ts";
import { open, purchase } from "./house.ts";

test("a subscription recorded by a later machine is told of, and left as it is", async () => {
  const file = freshFile();
  const first = await open({ file });
  await first.engine.send("AS-1", purchase("PR-1"));
  await first.engine.send("AS-2", purchase("PR-1"));
  await first.engine.idle();
  await first.engine.stop();
  const database = new DatabaseSync(file);
  const later = `json_set(snapshot, '$.machineVersion', 99)`;
  database.exec(`UPDATE subscription SET snapshot = ${later} WHERE key = 'AS-1'`);
  const read = database.prepare("SELECT version, snapshot FROM subscription WHERE key = 'AS-1'");
  const before = read.get();
  database.close();

  const second = await open({ file });
  const known = { code: "snapshot_version", message: expect.stringContaining("version 99") };
  await expect(second.engine.get("AS-1")).rejects.toMatchObject(known);
  await expect(second.engine.send("AS-1", purchase("PR-2"))).rejects.toMatchObject(known);
  expect((await second.engine.send("AS-2", purchase("PR-2"))).verdict.type).toBe("moved");
  await second.engine.stop();
  const after = new DatabaseSync(file);
  expect(
    after.prepare("SELECT version, snapshot FROM subscription WHERE key = 'AS-1'").get(),
  ).toEqual(before);
  after.close();
});
