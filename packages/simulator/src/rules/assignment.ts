import type { RequestRecord } from "../documents/request.ts";
import { textAt } from "../json-reading.ts";
import type { Platform } from "../platform.ts";
import { invalid } from "../refusal.ts";
import { findRequest, writeRequest } from "./records.ts";

/** Makes a user the agent of a request; the body names one by id or by e-mail, not both. */
export function assignRequest(platform: Platform, id: string, body: unknown): RequestRecord {
  const request = findRequest(platform, id);
  const [userId, email] = [textAt(body, "id"), textAt(body, "email")];
  if ((userId === undefined) === (email === undefined)) {
    throw invalid("Exactly one of id and email is required.");
  }
  const assignee = {
    id: userId ?? "UR-100-000-001",
    name: email ?? userId ?? "",
    email: email ?? "",
  };
  return writeRequest(platform, request, { assignee });
}

export function unassignRequest(platform: Platform, id: string): RequestRecord {
  return writeRequest(platform, findRequest(platform, id), { assignee: "" });
}
