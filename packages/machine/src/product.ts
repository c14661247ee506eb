import * as z from "zod/mini";

/** A platform's id of what is subscribed to. Short enough for every store to keep an index of. */
export const productSchema = z.string().check(z.minLength(1), z.maxLength(255));
