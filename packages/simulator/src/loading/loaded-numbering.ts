import type { RequestRecord } from "../documents/request.ts";
import type { Platform } from "../platform.ts";
import { isRequestIdTaken, nextRequestNumber } from "../rules/numbering.ts";
import type { PreparedRequest } from "./payload-request.ts";

type Numbering = { readonly prepared: PreparedRequest } | { readonly reason: string };

/**
 * Gives a loaded request its id: its own, or the next free number when it has none or when another
 * request, of a different type, has it. The same id with the same type is a duplicate.
 */
export function numbered(platform: Platform, prepared: PreparedRequest): Numbering {
  const { id, type } = prepared.request.document;
  if (id !== "" && !isRequestIdTaken(platform, id)) return { prepared };
  const holder = id === "" ? undefined : holderOf(platform, id);
  if (holder?.document.type === type)
    return { reason: `Duplicate: request ${id} is loaded already.` };
  const free = freeNumber(platform, prepared, id);
  const { request } = prepared;
  return {
    prepared: {
      ...prepared,
      request: { ...request, document: { ...request.document, id: free } },
      notes:
        holder === undefined
          ? prepared.notes
          : [
              ...prepared.notes,
              `The id ${id} belongs to a ${holder.document.type} request: loaded as ${free}.`,
            ],
    },
  };
}

function holderOf(platform: Platform, id: string): RequestRecord | undefined {
  return platform.store.get("requests", id) ?? platform.store.get("waiting", id)?.request;
}

/** Counts on from the id's own number where it has one, else from the subscription's numbers. */
function freeNumber(platform: Platform, prepared: PreparedRequest, id: string): string {
  const match = /^(PR-.*-)(\d{3})$/u.exec(id);
  if (match === null) {
    const known = platform.store.get("assets", prepared.asset.document.id);
    return nextRequestNumber(platform, known ?? prepared.asset).id;
  }
  for (let number = Number(match[2]) + 1; ; number += 1) {
    const candidate = `${match[1]}${String(number).padStart(3, "0")}`;
    if (!isRequestIdTaken(platform, candidate)) return candidate;
  }
}
