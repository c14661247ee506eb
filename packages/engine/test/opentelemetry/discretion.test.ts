import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { anAttempt, anEvent, moved } from "./observed.ts";
import { recording } from "./recording.ts";

/** What a customer may have entered and a platform may have quoted. */
const personal = fc.constantFrom(
  "customer@example.com",
  "Customer Name",
  "+44 20 7946 0000",
  "postgres://tenure:hunter2@db/tenure",
  "Ä\u0000\uD800",
);

describe("what a trace and a metric show", () => {
  test.prop([personal], { numRuns: 20 })(
    "is neither the message of an error nor a code that is none, whoever wrote them",
    async (text) => {
      const { observer, spans, metrics } = recording();
      const refusal = { code: "drift", message: text } as const;
      observer
        .event(anEvent())
        .ended(moved({ verdict: { type: "refused", refusal }, drift: true }));
      const cause = Object.assign(new Error(text), { code: text });
      const error = new Error(text, { cause });
      observer.event(anEvent()).ended({ type: "failed", error });
      const attempt = observer.attempt(anAttempt());
      await attempt.during(() => Promise.reject(error)).catch(() => undefined);
      attempt.ended({ outcome: "stuck", code: text });

      const shown = spans().map(({ name, attributes, events, links, status }) => ({
        name,
        attributes,
        events,
        links,
        status,
      }));
      expect(shown).toHaveLength(3);
      expect(shown.map(({ attributes }) => attributes["error.type"])).toEqual([
        undefined,
        "_OTHER",
        "_OTHER",
      ]);
      const everything = JSON.stringify([shown, [...(await metrics()).values()]]);
      expect(everything).not.toContain(JSON.stringify(text).slice(1, -1));
    },
  );

  test.prop([fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/)])(
    "is the code of an error, when it is one",
    (code) => {
      const { observer, span } = recording();
      observer.attempt(anAttempt()).ended({ outcome: "retry", code });
      expect(span("tenure.effect fulfillRequest").attributes["error.type"]).toBe(code);
    },
  );
});
