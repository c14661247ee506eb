import { fc, test } from "@fast-check/vitest";
import { answerSchema, commandSchema } from "@tenure/machine";
import { describe, expect } from "vitest";

import { commandTypes } from "../../apps/console/src/service/subscription-answers.ts";
import {
  commandBody,
  type CommandValues,
} from "../../apps/console/src/subscription/command-values.ts";
import { localText, momentAt } from "../../apps/console/src/subscription/local-time.ts";

const typed = fc.oneof(fc.string(), fc.constantFrom("", " ", "{", "[1]", '{"a":1}', "-1", "1e9"));
const moment = fc.oneof(
  typed,
  fc.integer({ min: 0, max: 4_102_444_800_000 }).map((at) => localText(at)),
);
const rows = fc.array(fc.record({ name: typed, value: typed }), { maxLength: 4 });

const values: fc.Arbitrary<CommandValues> = fc.record({
  identity: typed,
  consentText: typed,
  givenAt: moment,
  items: rows,
  parameters: rows,
  reason: typed,
  renewal: fc.constantFrom("automatic", "manual"),
  from: moment,
  to: moment,
  plannedDate: moment,
  delay: fc.oneof(typed, fc.nat().map(String)),
});

const schemaOf = (type: string) => (type.startsWith("command.") ? commandSchema : answerSchema);

describe("the form of a command", () => {
  test.prop([fc.constantFrom(...commandTypes), values])(
    "sends what the machine can read, or says what is missing, whatever is typed",
    (type, entered) => {
      const { body, missing } = commandBody(type, entered, "PR-1");
      if (body === undefined) {
        expect(missing).not.toBe("");
      } else if (type.startsWith("operator.")) {
        expect(body).toEqual({});
      } else {
        expect(schemaOf(type).safeParse(body)).toMatchObject({ success: true });
      }
    },
  );

  test.prop([fc.constantFrom(...commandTypes), values])(
    "is without a body for an answer when no request is left to answer",
    (type, entered) => {
      const { body } = commandBody(type, entered, null);
      if (type.startsWith("answer.")) expect(body).toBeUndefined();
    },
  );

  test.prop([fc.integer({ min: 0, max: 4_102_444_800_000 })])(
    "keeps the minute that is typed",
    (at) => {
      const minute = Math.floor(at / 60_000) * 60_000;
      expect(momentAt(localText(minute))).toBe(new Date(minute).toISOString());
    },
  );
});
