import { z } from "zod";

/** A platform's id of what is subscribed to. Short enough for every store to keep an index of. */
export const productSchema = z.string().min(1).max(255);
