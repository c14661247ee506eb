import type { Party } from "../service/answers.ts";

/** Who is behind a step, in the color the chart has for them. */
export const PartyBadge = ({ party }: { readonly party: Party }) => (
  <span className={`party party-${party}`}>{party}</span>
);
