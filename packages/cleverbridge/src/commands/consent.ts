import { z } from "zod";

import { momentOf } from "../wire/moment.ts";

/** Proof of who asked for a change and of what they agreed to. It is kept in the history. */
export interface Consent {
  /** Who asked, as the service that calls has authenticated them. */
  readonly identity: string;
  /** The text they agreed to, as it was shown to them. */
  readonly text: string;
  /** When they agreed: RFC 3339; without a zone it is UTC. */
  readonly givenAt: string;
}

/** Kept as it is: what was agreed to, to the letter. */
const said = z.string().refine((text) => text.trim() !== "", { error: "expected a text" });

const consentSchema = z.object({
  identity: said,
  text: said,
  givenAt: z.string().transform((value, context) => {
    const moment = momentOf(value);
    if (moment !== undefined) return moment.at;
    context.addIssue({ code: "custom", message: "expected a date and time" });
    return z.NEVER;
  }),
});

/** The consent as the machine keeps it; undefined when something of it is missing. */
export function readConsent(consent: unknown): Consent | undefined {
  return consentSchema.safeParse(consent).data;
}
