import type { RequestRecord } from "../documents/request.ts";
import { textAt, type JsonObject } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { findRequest, writeRequest } from "./records.ts";

/** The user a body names as agent, by id or by e-mail, not both. */
export function assigneeIn(body: unknown): JsonObject {
  const [userId, email] = [textAt(body, "id"), textAt(body, "email")];
  if ((userId === undefined) === (email === undefined)) {
    throw invalid("Exactly one of id and email is required.");
  }
  return { id: userId ?? "UR-100-000-001", name: email ?? userId ?? "", email: email ?? "" };
}

export function assignRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  return writeRequest(platform, request, { assignee: assigneeIn(body) });
}

export function unassignRequest(platform: Platform, id: string): RequestRecord {
  return writeRequest(platform, findRequest(platform, id), { assignee: "" });
}
