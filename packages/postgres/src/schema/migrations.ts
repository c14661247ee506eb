import { commitFunction } from "./commit-function.ts";
import { lookUpFunction, readingFunctions } from "./reading-functions.ts";
import { tables } from "./tables.ts";
import { workFunctions } from "./work-functions.ts";

/**
 * One step per release that changed the schema; the table `schema_version` tells how many a schema has
 * taken. A step that was released is never edited. Each gets the schema's name, quoted.
 */
export const migrations: readonly ((schema: string) => string)[] = [
  (schema) =>
    [
      tables(schema),
      commitFunction(schema),
      workFunctions(schema),
      lookUpFunction(schema),
      readingFunctions(schema),
    ].join(""),
  (schema) =>
    `
  ALTER TABLE ${schema}.subscription ADD COLUMN product text COLLATE "C";
  CREATE INDEX subscription_by_product ON ${schema}.subscription (product, key)
    WHERE product IS NOT NULL;
  DROP FUNCTION ${schema}.commit_batch, ${schema}.look_up;
  ${commitFunction(schema)} ${lookUpFunction(schema)}`,
];
