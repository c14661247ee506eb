import { z } from "zod";

import { lenient, looseText, referenceSchema } from "./tolerant.ts";

/** When something happened to an object, and who did it. */
const stampSchema = lenient(z.looseObject({ at: looseText, by: lenient(referenceSchema) }));

/** When an object was made and last changed; some tell of more. */
export const eventsSchema = lenient(z.looseObject({ created: stampSchema, updated: stampSchema }));
