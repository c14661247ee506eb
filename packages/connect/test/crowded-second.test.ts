import { fc, test } from "@fast-check/vitest";
import { describe } from "vitest";

import { runIntakeOf, until } from "./support/intake-run.ts";
import { requestPayload } from "./support/payloads.ts";
import { requestList } from "./support/request-list.ts";

const at = (second: number) => new Date(Date.UTC(2026, 1, 3) + second * 1000).toISOString();

/** One request of a subscription of its own. */
const row = (number: number, second: number) =>
  requestPayload({ id: `PR-${number}-001`, updated: at(second) }, { id: `AS-${number}` });

describe("reading while the platform changes", () => {
  test.prop(
    [
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 2, max: 7 }),
      fc.boolean(),
      fc.array(fc.array(fc.nat(39), { maxLength: 4 }), { maxLength: 12 }),
    ],
    { numRuns: 40 },
  )(
    "loses no request, however pages are cut and rows move while they are read",
    async (seconds, most, header, moves) => {
      const server = await requestList(
        seconds.map((second, index) => row(index, second)),
        { most, header },
      );
      const pending = [...moves];
      let second = 40;
      server.afterPage = () => {
        second += 1;
        for (const place of pending.pop() ?? []) {
          Object.assign(server.rows[place % server.rows.length] ?? {}, { updated: at(second) });
        }
      };
      const run = runIntakeOf(server, { overlap: 0 });
      const ids = server.rows.map((shown) => `${String(shown["id"])} pending`);
      await until(() => ids.every((id) => run.facts().includes(id)), "all of them");
      run.intake.stop();
      await run.ended;
    },
  );

  test.each([
    ["once", new Map([[4, [0, 1]]])],
    [
      "again, while it is read over",
      new Map([
        [4, [0, 1]],
        [7, [2, 3]],
      ]),
    ],
  ])(
    "loses none of many that changed in one second when others leave it %s",
    async (_name, leaving) => {
      const crowd = Array.from({ length: 9 }, (_, index) => row(index, 1));
      const later = Array.from({ length: 6 }, (_, index) => row(index + 10, index + 5));
      const server = await requestList([...crowd, ...later], { most: 3 });
      let pages = 0;
      server.afterPage = () => {
        pages += 1;
        for (const place of leaving.get(pages) ?? [])
          Object.assign(crowd[place] ?? {}, { updated: at(60) });
      };
      const run = runIntakeOf(server, { overlap: 0 });
      await until(() => new Set(run.facts()).size === 15, "all of them");
    },
  );
});
