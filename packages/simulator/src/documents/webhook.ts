import type { JsonObject } from "../json-reading.ts";
import type { Reference } from "./reference.ts";

export interface Webhook {
  readonly id: string;
  readonly type: string;
  readonly object_class: string;
  readonly label: string;
  readonly description: string;
  readonly active: boolean;
  readonly external_url: string;
  readonly jwt_secret: string;
  readonly http_method: "POST" | "GET";
  readonly product: Reference;
  readonly data: JsonObject;
  readonly headers: JsonObject;
  readonly account: Reference;
  readonly created_at: string;
  readonly modified_at: string;
}
