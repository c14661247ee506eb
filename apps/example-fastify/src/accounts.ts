import { DatabaseSync } from "node:sqlite";

/** Stands for your own API: opens one account for one idempotency key, also when called again after a restart. */
export function accountsIn(file: string) {
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE IF NOT EXISTS account (key TEXT PRIMARY KEY, email TEXT, open INT)");
  const add = database.prepare("INSERT INTO account VALUES (?, ?, 1) ON CONFLICT DO NOTHING");
  const end = database.prepare("UPDATE account SET open = 0 WHERE key = ?");
  return {
    open: (email: string, idempotencyKey: string) => void add.run(idempotencyKey, email),
    close: (key: string) => void end.run(key),
  };
}
