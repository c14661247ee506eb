import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { checkLinearizable } from "./check-linearizable.ts";
import { operationRecorder } from "./operation-recorder.ts";
import { readOperations } from "./read-operations.ts";
import { register, type RegisterOperation } from "./register.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenure-operations-"));
  file = join(folder, "operations.jsonl");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const read = { key: "AS-1", input: "read" } as const;
const recorder = (name = "client") => operationRecorder<RegisterOperation, number>(file, name);
const recorded = () => readOperations<RegisterOperation, number>([file]).get("AS-1") ?? [];

describe("a log of operations", () => {
  test("keeps what a client did and saw, its times around the work", async () => {
    const before = process.hrtime.bigint();
    const during: bigint[] = [];
    const work = async () => {
      during.push(process.hrtime.bigint());
      return Promise.resolve(7);
    };
    expect(await recorder().record(read, work)).toBe(7);
    const [operation] = recorded();
    const times = [before, operation?.invokedAt, during[0], operation?.response?.at];
    expect(
      times.every((time, index) => index === 0 || (time ?? 0n) >= (times[index - 1] ?? 0n)),
    ).toBe(true);
    expect(operation).toMatchObject({ input: "read", response: { output: 7 } });
  });

  test("leaves an operation open whose work threw, and passes the error on", async () => {
    const lost = new Error("the connection was lost");
    await expect(recorder().record(read, () => Promise.reject(lost))).rejects.toBe(lost);
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0]).not.toHaveProperty("response");
  });

  test("leaves out an operation that is known to have done nothing", async () => {
    const refused = new Error("refused");
    const work = recorder().record(
      read,
      () => Promise.reject(refused),
      (error) => error === refused,
    );
    await expect(work).rejects.toBe(refused);
    expect(recorded()).toEqual([]);
  });

  test("tells operations of one name apart, over restarts, and subscriptions from each other", async () => {
    for (const key of ["AS-1", "AS-2"]) {
      const client = recorder("worker");
      for (const output of [1, 2]) {
        await client.record({ key, input: "read" }, () => Promise.resolve(output));
      }
    }
    const histories = readOperations<RegisterOperation, number>([file]);
    expect([...histories.keys()]).toEqual(["AS-1", "AS-2"]);
    for (const history of histories.values()) {
      expect(history.map(({ response }) => response?.output)).toEqual([1, 2]);
    }
  });

  test("of a process that was killed has its last operation open", () => {
    const url = new URL("operation-recorder.ts", import.meta.url).href;
    const program = `
      import { operationRecorder } from ${JSON.stringify(url)};
      const recorder = operationRecorder(${JSON.stringify(file)}, "worker");
      const called = { key: "AS-1", input: "increment" };
      await recorder.record(called, async () => 1);
      await recorder.record(called, async () => process.kill(process.pid, "SIGKILL"));
    `;
    const flags = ["--conditions=@tenure/source", "--input-type=module", "--eval"];
    const { signal, stderr } = spawnSync(process.execPath, [...flags, program], {
      encoding: "utf8",
    });
    expect(signal, stderr).toBe("SIGKILL");
    expect(recorded().map(({ response }) => response?.output)).toEqual([1, undefined]);
    expect(checkLinearizable(register, recorded()).ok).toBe(true);
  });

  test("is read without a last line that its writer did not finish", async () => {
    await recorder().record(read, () => Promise.resolve(0));
    appendFileSync(file, '{"client":"other","operat');
    expect(recorded()).toHaveLength(1);
  });

  test("orders the operations of two processes, which read one clock", async () => {
    const url = new URL("operation-recorder.ts", import.meta.url).href;
    const program = `
      import { operationRecorder } from ${JSON.stringify(url)};
      const recorder = operationRecorder(${JSON.stringify(file)}, "other");
      await recorder.record({ key: "AS-1", input: "increment" }, async () => 1);
    `;
    await recorder().record(read, () => Promise.resolve(0));
    const flags = ["--conditions=@tenure/source", "--input-type=module", "--eval"];
    expect(spawnSync(process.execPath, [...flags, program]).status).toBe(0);
    await recorder().record(read, () => Promise.resolve(1));

    expect(checkLinearizable(register, recorded()).ok).toBe(true);
    const [first, second, third] = recorded();
    const seenTooEarly = [first, second, third].flatMap((operation) => operation ?? []);
    expect(
      checkLinearizable(
        register,
        seenTooEarly.map((operation) =>
          operation === first && operation.response !== undefined
            ? { ...operation, response: { ...operation.response, output: 1 } }
            : operation,
        ),
      ).ok,
    ).toBe(false);
  });
});
