import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/**
 * Writes the store recorded with a schema into a file. Returns a question: is the file still, byte for
 * byte, what was written?
 */
export function restore(schema: number, file: string): () => boolean {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec(readFileSync(new URL(`schema-${schema}.sql`, import.meta.url), "utf8"));
  database.close();
  const written = readFileSync(file);
  return () => readFileSync(file).equals(written);
}
