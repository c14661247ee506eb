import { Sequence } from "../handlers/sequence.ts";

const parties = ["Customer", "Connect", "Tenure", "Handler", "Vendor"] as const;

/** What happened in a history on Connect. */
export class Trace extends Sequence<(typeof parties)[number]> {
  constructor() {
    super(parties);
  }
}
