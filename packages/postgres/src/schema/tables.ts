/**
 * The tables. Texts are compared by code point; JSON is kept as the text it came as, so that hashes of it
 * verify. Times are milliseconds since the epoch; `available_at`, `ready_at` by the database's clock.
 *
 * `outbox.head` marks the oldest effect of a subscription, and `ready_at` says when an effect may be
 * claimed next: its time, or the end of the lease on it. Together they make "what is due" one short
 * look into one index for each tenant, however many effects wait behind the heads.
 */
export function tables(schema: string): string {
  return `
  CREATE TABLE ${schema}.subscription (
    key text COLLATE "C" PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    adapter text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    status text COLLATE "C" NOT NULL,
    request_state text COLLATE "C" NOT NULL,
    request_id text COLLATE "C",
    request_type text COLLATE "C",
    awaited text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    state_since bigint NOT NULL,
    snapshot text COLLATE "C" NOT NULL
  ) WITH (fillfactor = 80);
  CREATE INDEX subscription_by_tenant ON ${schema}.subscription (tenant, key);
  CREATE INDEX subscription_by_adapter ON ${schema}.subscription (adapter, key);
  CREATE INDEX subscription_by_status ON ${schema}.subscription (status, key);
  CREATE INDEX subscription_by_request_state ON ${schema}.subscription (request_state, key)
    WHERE request_state <> 'none';
  CREATE INDEX subscription_by_awaited ON ${schema}.subscription (awaited, key)
    WHERE awaited <> 'nobody';
  CREATE INDEX subscription_by_request_type ON ${schema}.subscription (request_type, key)
    WHERE request_type IS NOT NULL;

  CREATE TABLE ${schema}.history (
    key text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    at bigint NOT NULL,
    drift boolean NOT NULL,
    previous_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    event text COLLATE "C" NOT NULL,
    verdict text COLLATE "C" NOT NULL,
    effects text COLLATE "C" NOT NULL,
    -- The transaction that wrote the entry, and its place within that.
    tx bigint NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (key, version)
  );
  CREATE UNIQUE INDEX history_by_transaction ON ${schema}.history (tx, seq);
  CREATE FUNCTION ${schema}.refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the history is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END $$;
  CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${schema}.history
    FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.refuse_edit();

  CREATE TABLE ${schema}.outbox (
    id text COLLATE "C" PRIMARY KEY,
    key text COLLATE "C" NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    tenant text COLLATE "C" NOT NULL,
    adapter text COLLATE "C" NOT NULL,
    head boolean NOT NULL,
    available_at bigint NOT NULL,
    ready_at bigint NOT NULL,
    claims integer NOT NULL,
    lost integer NOT NULL DEFAULT 0,
    attempts integer NOT NULL DEFAULT 0,
    owner text COLLATE "C",
    error text COLLATE "C",
    trace text COLLATE "C",
    effect text COLLATE "C" NOT NULL
  ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
  CREATE INDEX outbox_by_key ON ${schema}.outbox (key, seq);
  CREATE INDEX outbox_ready ON ${schema}.outbox (adapter, tenant, ready_at, seq) WHERE head;

  CREATE TABLE ${schema}.timer (
    key text COLLATE "C" NOT NULL,
    timer text COLLATE "C" NOT NULL,
    request_id text COLLATE "C" NOT NULL,
    -- As it was given, to know the timer by.
    due_at bigint NOT NULL,
    ready_at bigint NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (key, timer)
  ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
  CREATE INDEX timer_ready ON ${schema}.timer (ready_at, seq);

  CREATE TABLE ${schema}.inbox (
    key text COLLATE "C" NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    event_hash text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    at bigint NOT NULL,
    verdict text COLLATE "C" NOT NULL,
    PRIMARY KEY (key, idempotency_key)
  );
  CREATE INDEX inbox_by_age ON ${schema}.inbox (at);

  -- An empty adapter stands for all of them.
  CREATE TABLE ${schema}.pause (
    adapter text COLLATE "C" PRIMARY KEY,
    at bigint NOT NULL,
    reason text COLLATE "C" NOT NULL
  );

  CREATE TABLE ${schema}.cursor (
    name text COLLATE "C" PRIMARY KEY,
    value text COLLATE "C" NOT NULL
  );

  -- What is added to a transaction's number so that numbers grow even when the database was restored
  -- into a cluster that counts from below.
  CREATE TABLE ${schema}.numbering (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    cluster text NOT NULL,
    ahead bigint NOT NULL
  );
  `;
}
