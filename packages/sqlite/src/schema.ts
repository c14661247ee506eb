/** Marks a file as a store of Tenure: "Tenu" in SQLite's application id. */
export const applicationId = 0x54_65_6e_75;

/** The tenant a key names: what stands before its colon. */
const tenantOfKey =
  "CASE instr(key, ':') WHEN 0 THEN 'default' ELSE substr(key, 1, instr(key, ':') - 1) END";

/**
 * One step per release that changed the schema; `user_version` counts the steps a file has taken. A
 * step that was released is never edited.
 *
 * `outbox.head` marks the oldest effect of a subscription, `owner` who holds it, and `ready_at` says when
 * an effect may be claimed next: its time, or the end of the lease on it. Together they make "what is
 * due" a short look into the lanes, one per adapter and tenant, however many effects wait behind the
 * heads; what is held is found apart from them. The entries of `history` are numbered by their rowid in
 * the order of their commits, because one connection writes and none is ever deleted.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE subscription (
    key TEXT PRIMARY KEY NOT NULL,
    adapter TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    request_state TEXT NOT NULL,
    request_id TEXT,
    request_type TEXT,
    awaited TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    snapshot TEXT NOT NULL
  ) STRICT;
  CREATE INDEX subscription_by_status ON subscription (status, key);
  CREATE INDEX subscription_by_request_state ON subscription (request_state, key);
  CREATE INDEX subscription_by_adapter ON subscription (adapter, key);

  CREATE TABLE history (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    drift INTEGER NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    event TEXT NOT NULL,
    verdict TEXT NOT NULL,
    effects TEXT NOT NULL,
    PRIMARY KEY (key, version)
  ) STRICT;
  CREATE TRIGGER history_is_never_edited BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
  CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    adapter TEXT NOT NULL,
    head INTEGER NOT NULL,
    available_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL,
    claims INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    error TEXT,
    effect TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_key ON outbox (key);
  CREATE INDEX outbox_ready ON outbox (ready_at) WHERE head = 1;

  CREATE TABLE timer (
    key TEXT NOT NULL,
    timer TEXT NOT NULL,
    request_id TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (key, timer)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX timer_due ON timer (due_at);

  CREATE TABLE inbox (
    key TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    event_hash TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (key, idempotency_key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE cursor (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE subscription_2 (
    key TEXT PRIMARY KEY NOT NULL,
    tenant TEXT NOT NULL,
    adapter TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    request_state TEXT NOT NULL,
    request_id TEXT,
    request_type TEXT,
    awaited TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    state_since INTEGER NOT NULL,
    snapshot TEXT NOT NULL
  ) STRICT;
  INSERT INTO subscription_2
    SELECT key, ${tenantOfKey}, adapter, version, status, request_state, request_id, request_type,
      awaited, hash, created_at, updated_at,
      coalesce((
        SELECT at FROM history
        WHERE history.key = subscription.key AND json_extract(verdict, '$.type') = 'moved'
        ORDER BY history.version DESC LIMIT 1
      ), updated_at),
      snapshot
    FROM subscription ORDER BY subscription.rowid;
  DROP TABLE subscription;
  ALTER TABLE subscription_2 RENAME TO subscription;
  CREATE INDEX subscription_by_status ON subscription (status, key, tenant, adapter);
  CREATE INDEX subscription_by_request_state ON subscription (request_state, key, tenant, adapter);
  CREATE INDEX subscription_by_request_type ON subscription (request_type, key, tenant, adapter)
    WHERE request_type IS NOT NULL;
  CREATE INDEX subscription_by_awaited ON subscription (awaited, key, tenant, adapter)
    WHERE awaited <> 'nobody';
  CREATE INDEX subscription_by_adapter ON subscription (adapter, key, tenant);
  CREATE INDEX subscription_by_tenant ON subscription (tenant, key, adapter);

  CREATE TABLE outbox_2 (
    seq INTEGER PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,
    tenant TEXT NOT NULL,
    adapter TEXT NOT NULL,
    head INTEGER NOT NULL,
    available_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL,
    claims INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    owner TEXT,
    error TEXT,
    trace TEXT,
    effect TEXT NOT NULL
  ) STRICT;
  INSERT INTO outbox_2
    SELECT seq, id, key, ${tenantOfKey}, adapter, head, available_at, ready_at, claims, 0, attempts,
      owner, error, NULL, effect
    FROM outbox ORDER BY seq;
  DROP TABLE outbox;
  ALTER TABLE outbox_2 RENAME TO outbox;
  CREATE INDEX outbox_by_key ON outbox (key);
  CREATE INDEX outbox_lane ON outbox (adapter, tenant, ready_at) WHERE head = 1 AND owner IS NULL;
  CREATE INDEX outbox_held ON outbox (adapter, ready_at) WHERE owner IS NOT NULL;

  CREATE TABLE timer_2 (
    key TEXT NOT NULL,
    timer TEXT NOT NULL,
    request_id TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    ready_at INTEGER NOT NULL,
    PRIMARY KEY (key, timer)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO timer_2 SELECT key, timer, request_id, due_at, due_at FROM timer;
  DROP TABLE timer;
  ALTER TABLE timer_2 RENAME TO timer;
  CREATE INDEX timer_ready ON timer (ready_at);
  CREATE INDEX timer_held ON timer (due_at) WHERE ready_at <> due_at;

  CREATE INDEX inbox_by_age ON inbox (at);

  CREATE TABLE pause (
    adapter TEXT,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX pause_of_adapter ON pause (adapter IS NULL, ifnull(adapter, ''));
  `,
  `
  ALTER TABLE subscription ADD COLUMN product TEXT;
  CREATE INDEX subscription_by_product ON subscription (product, key, tenant, adapter)
    WHERE product IS NOT NULL;
  `,
];
