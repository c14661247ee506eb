import * as z from "zod/mini";

/** Any value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** Accepts any JSON value, and nothing that JSON would lose. */
export const jsonSchema: z.ZodMiniType<Json> = z.json();
