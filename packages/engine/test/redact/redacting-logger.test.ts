import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import type { LogFields, Logger } from "../../src/ports/logger.ts";
import { redactingLogger } from "../../src/redact/redacting-logger.ts";
import { TenureError } from "../../src/tenure-error.ts";

const levels = ["debug", "info", "warn", "error"] as const;

/** A logger that keeps its lines, and like pino's needs its `this`. */
class Lines implements Logger {
  readonly lines: { level: string; fields: LogFields; message: string }[] = [];
  debug(fields: LogFields, message: string): void {
    this.lines.push({ level: "debug", fields, message });
  }
  info(fields: LogFields, message: string): void {
    this.lines.push({ level: "info", fields, message });
  }
  warn(fields: LogFields, message: string): void {
    this.lines.push({ level: "warn", fields, message });
  }
  error(fields: LogFields, message: string): void {
    this.lines.push({ level: "error", fields, message });
  }
}

describe("a redacting logger", () => {
  test.each(levels)("writes %s lines as they are, when they give nothing away", (level) => {
    const sink = new Lines();
    const fields = {
      key: "acme:AS-1234-5678-9012",
      version: 12,
      event: "request.pending",
      from: "active",
      to: "terminating",
      requestState: "pending",
      verdict: "refused",
      code: "consent_missing",
      effectId: "acme:AS-1234-5678-9012/12/0",
      effect: "approveRequest",
      attempts: 3,
      wait: 1250.5,
      blame: "platform",
      trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    };
    redactingLogger(sink)[level](fields, "subscription moved");
    expect(sink.lines).toEqual([{ level, fields, message: "subscription moved" }]);
  });

  test("hides what an order holds of a customer", () => {
    const sink = new Lines();
    const order = {
      id: "PR-1",
      type: "purchase",
      asset: { tiers: { customer: { name: "Ada Lovelace", contact: "ada@example.com" } } },
      parameters: { admin_email: "ada@example.com", activation_key: "K3Y-0000-1111" },
      reason: "moved to 12 Example Street",
    };
    const headers = { authorization: "ApiKey SU-000-000:0123456789abcdef" };
    const consent = {
      identity: "ada",
      text: "I agree to pay",
      givenAt: "2026-01-01T00:00:00.000Z",
    };
    redactingLogger(sink).error(
      {
        key: "AS-1",
        request: order,
        headers,
        consent,
        email: "ada@example.com",
        error: "Ada Lovelace (ada@example.com) is unknown",
      },
      "handler failed",
    );
    const written = JSON.stringify(sink.lines);
    for (const text of ["Ada", "ada", "example.com", "K3Y", "Street", "0123456789", "pay"]) {
      expect(written).not.toContain(text);
    }
    expect(sink.lines[0]?.fields).toMatchObject({
      key: "AS-1",
      request: { id: "PR-1", type: "purchase", parameters: { admin_email: "[redacted]" } },
      consent: { givenAt: "2026-01-01T00:00:00.000Z" },
    });
  });

  test("keeps of an error its name and code, and not its message, stack or cause", () => {
    const sink = new Lines();
    const cause = new Error("password hunter2");
    const error = new TenureError("store_unavailable", "cannot reach ada@example.com", { cause });
    redactingLogger(sink).error({ err: error, error: new TypeError("hunter2") }, "failed");
    const written = JSON.stringify(sink.lines);
    expect(written).not.toMatch(/hunter2|ada/u);
    expect(sink.lines[0]?.fields).toEqual({
      err: { type: "TenureError", code: "store_unavailable" },
      error: { type: "TypeError", code: undefined },
    });
  });

  const secret = fc
    .string({
      unit: fc.constantFrom("q", "x", "z", "j", "0", "7", "9"),
      minLength: 12,
      maxLength: 24,
    })
    .map((text) => `S${text}`);
  const fieldName = fc.constantFrom(
    ..."email name address token password identity text reason message note tile quantity".split(
      " ",
    ),
    ..."mpn headers url body query customer contact phone cause stack problem answers".split(" "),
  );
  const container = fc.constantFrom(
    ..."event request snapshot context consent answer record verdict effect failure".split(" "),
  );

  test.prop([secret, fc.array(container, { maxLength: 6 }), fieldName, fc.nat(3)])(
    "writes no text that stands at any place it does not know, however deep",
    (text, path, name, form) => {
      const value = [text, [text], { id: text }, `a ${text} b`][form];
      let fields: Record<string, unknown> = { [name]: value, key: "AS-1" };
      for (const around of path) fields = { [around]: fields };
      const sink = new Lines();
      redactingLogger(sink).info(fields, "message");
      expect(JSON.stringify(sink.lines)).not.toContain(text);
    },
  );
});
