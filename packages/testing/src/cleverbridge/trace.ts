import { Sequence } from "../handlers/sequence.ts";

const parties = ["Customer", "cleverbridge", "Tenure", "Handler", "Vendor"] as const;

/** What happened in a history on cleverbridge. */
export class Trace extends Sequence<(typeof parties)[number]> {
  constructor() {
    super(parties);
  }
}
