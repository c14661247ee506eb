/**
 * The lanes of an adapter in which effects wait that nobody holds, each with the first of them: one step
 * into the index per tenant, however many wait in its lane.
 */
export const lanes = `
  WITH RECURSIVE lane (tenant) AS (
    SELECT min(tenant) FROM outbox WHERE adapter = :adapter AND head = 1 AND owner IS NULL
    UNION ALL
    SELECT (
      SELECT min(tenant) FROM outbox
      WHERE adapter = :adapter AND tenant > lane.tenant AND head = 1 AND owner IS NULL
    ) FROM lane WHERE lane.tenant IS NOT NULL
  )
  SELECT tenant, (
    SELECT ready_at FROM outbox
    WHERE adapter = :adapter AND tenant = lane.tenant AND head = 1 AND owner IS NULL
    ORDER BY ready_at LIMIT 1
  ) AS ready_at
  FROM lane WHERE tenant IS NOT NULL`;

/** Effects of a lane that are due, the longest due first, from one of them on. */
export const dueInLane = `
  SELECT seq, ready_at FROM outbox
  WHERE adapter = ? AND tenant = ? AND head = 1 AND owner IS NULL
    AND ready_at <= ? AND (ready_at, seq) > (?, ?)
  ORDER BY ready_at, seq LIMIT ?`;

/** Effects whose lease has ended without a word from who held it. */
export const endedLeases = `
  SELECT tenant, seq, ready_at FROM outbox
  WHERE adapter = ? AND owner IS NOT NULL AND ready_at <= ? ORDER BY ready_at, seq`;

/** When the next lease of an adapter ends. */
export const nextLeaseEnd = `
  SELECT ready_at FROM outbox WHERE adapter = ? AND owner IS NOT NULL ORDER BY ready_at LIMIT 1`;

export const releaseEffects = `
  UPDATE outbox SET ready_at = available_at, owner = NULL, lost = lost + 1 WHERE owner IS NOT NULL`;

export const dueTimers = "SELECT * FROM timer WHERE ready_at <= ? ORDER BY ready_at LIMIT ?";

export const nextTimer = "SELECT ready_at FROM timer ORDER BY ready_at LIMIT 1";

export const releaseTimers = "UPDATE timer SET ready_at = due_at WHERE ready_at <> due_at";

export const oldAnswers = `
  DELETE FROM inbox WHERE (key, idempotency_key) IN (
    SELECT key, idempotency_key FROM inbox WHERE at < ? ORDER BY at LIMIT ?
  )`;
