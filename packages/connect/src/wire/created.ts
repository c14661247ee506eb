import { z } from "zod";

import { looseText } from "./tolerant.ts";

/**
 * What the platform says of an object it has just made, where its specification does not promise an id. It
 * reads whatever comes, because the object is there all the same.
 */
export const createdSchema = z.looseObject({ id: looseText, status: looseText });
export type Created = z.infer<typeof createdSchema>;
