import * as z from "zod/mini";

/** Text of at least one character. */
export const filledTextSchema = z.string().check(z.minLength(1));
