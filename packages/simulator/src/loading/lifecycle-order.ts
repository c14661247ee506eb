import { filledTextAt, objectAt, textAt, type JsonObject } from "../json-reading.ts";
import { isFinal } from "../rules/request-types.ts";

/** Each type finds its subscription in a status it fits when these go before it; others go last. */
const ORDER: readonly string[] = [
  "purchase",
  "change",
  "adjustment",
  "renew",
  "transfer",
  "suspend",
  "resume",
  "cancel",
];

function rank(payload: JsonObject): number {
  const position = ORDER.indexOf(textAt(payload, "type") ?? "");
  return position === -1 ? ORDER.length : position;
}

function isOpenWith(payload: JsonObject): string | undefined {
  if (isFinal(textAt(payload, "status") ?? "pending")) return undefined;
  return filledTextAt(objectAt(payload, "asset"), "id");
}

/**
 * Orders what is loaded so that the open requests of one subscription come as its lifecycle lets them:
 * files collected from different days may tell of a cancel before the suspend that preceded it. Requests
 * of one type keep their order, and so does everything else.
 */
export function inLifecycleOrder<Piece>(
  pieces: readonly Piece[],
  requestOf: (piece: Piece) => JsonObject | undefined,
): readonly Piece[] {
  const places = Map.groupBy(
    pieces.map((piece, index) => ({ piece, index, request: requestOf(piece) })),
    ({ request }) => (request === undefined ? undefined : isOpenWith(request)),
  );
  const ordered = [...pieces];
  for (const [subscription, sharing] of places) {
    if (subscription === undefined) continue;
    const ranked = sharing.toSorted(
      (left, right) => rank(left.request ?? {}) - rank(right.request ?? {}),
    );
    for (const [turn, { index }] of sharing.entries()) {
      const next = ranked[turn];
      if (next !== undefined) ordered[index] = next.piece;
    }
  }
  return ordered;
}
