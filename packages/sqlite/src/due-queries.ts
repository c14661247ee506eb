/** Effects that may be claimed, the longest due first: each a head of its subscription's queue. */
export const dueEffects = `
  SELECT seq, id, key, adapter, effect, claims, attempts FROM outbox
  WHERE head = 1 AND ready_at <= ? ORDER BY ready_at, seq LIMIT ?`;

/** When the next effect may be claimed. */
export const nextEffect = "SELECT ready_at FROM outbox WHERE head = 1 ORDER BY ready_at LIMIT 1";

export const dueTimers = "SELECT * FROM timer WHERE due_at <= ? ORDER BY due_at, key LIMIT ?";

export const nextTimer = "SELECT due_at FROM timer ORDER BY due_at LIMIT 1";
