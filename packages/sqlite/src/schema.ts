/** Marks a file as a store of Tenure: "Tenu" in SQLite's application id. */
export const applicationId = 0x54_65_6e_75;

/**
 * One step per release that changed the schema; `user_version` counts the steps a file has taken. A
 * step that was released is never edited.
 *
 * `outbox.head` marks the oldest effect of a subscription, and `ready_at` says when an effect may be
 * claimed next: its time, or the end of the lease on it. Together they make "what is due" one short
 * look into one index, however many effects wait behind the heads.
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
];
