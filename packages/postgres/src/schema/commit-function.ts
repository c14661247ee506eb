/**
 * Settings for every function that looks rows up: whatever the statistics say, which lag behind a table
 * that grows, an index is walked, and the plan is made once for each connection.
 */
export const indexed = `
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
  SET enable_bitmapscan = off SET jit = off SET plan_cache_mode = force_generic_plan`;

/**
 * Applies commits on distinct keys and answers one digit for each: 0 committed, 1 conflict, 2 busy,
 * 3 fenced. Nothing in here waits for another writer of a subscription: existing ones are locked with
 * SKIP LOCKED, new ones by trying an advisory lock on the key. Who holds neither writes nothing, so two
 * batches cannot wait for each other, in whatever order they come.
 *
 * Every change to a subscription's queue in the outbox is made under the lock on the subscription, which
 * is what keeps \`head\` right. The row of a claim is locked too, against one that claims it anew.
 */
export function commitFunction(schema: string): string {
  return `
  CREATE FUNCTION ${schema}.commit_batch(
    keys text[], expected integer[], answers text[],
    settled text[], settled_tokens integer[], required text[], required_tokens integer[],
    changed boolean[], tenants text[], adapters text[], products text[], statuses text[], request_states text[],
    request_ids text[], request_types text[], awaited_parties text[], hashes text[],
    created bigint[], updated bigint[], since bigint[], snapshots text[],
    entry_times bigint[], drifts boolean[], previous_hashes text[], entry_hashes text[],
    events text[], verdicts text[], entry_effects text[],
    answer_hashes text[], answer_versions integer[], answer_times bigint[], answer_verdicts text[],
    effect_places integer[], effect_ids text[], effect_firsts boolean[], effect_times bigint[],
    effect_claims integer[], effect_traces text[], effect_bodies text[],
    fired_places integer[], fired_timers text[], fired_times bigint[],
    canceled_places integer[], canceled_timers text[],
    started_places integer[], started_timers text[], started_requests text[],
    started_times bigint[], started_ready bigint[],
    channel text
  ) RETURNS text LANGUAGE plpgsql ${indexed} AS $$
  DECLARE
    -- The version of each, 0 when there is none, -1 when somebody else holds it.
    versions integer[];
    results integer[];
    number bigint;
  BEGIN
    versions := ARRAY(
      SELECT (SELECT s.version FROM ${schema}.subscription s WHERE s.key = c.key
        FOR NO KEY UPDATE SKIP LOCKED)
      FROM unnest(keys) AS c(key));

    IF array_position(versions, NULL) IS NOT NULL THEN
      versions := ARRAY(
        SELECT CASE
          WHEN c.version IS NOT NULL THEN c.version
          WHEN (SELECT s.version FROM ${schema}.subscription s WHERE s.key = c.key) IS NOT NULL THEN -1
          WHEN pg_try_advisory_xact_lock(hashtextextended('${schema}:' || c.key, 7242)) THEN 0
          ELSE -1 END
        FROM unnest(keys, versions) AS c(key, version));
      -- Made by somebody else between the look and the lock.
      versions := ARRAY(
        SELECT CASE
          WHEN c.version = 0
            AND (SELECT s.version FROM ${schema}.subscription s WHERE s.key = c.key) IS NOT NULL THEN -1
          ELSE c.version END
        FROM unnest(keys, versions) AS c(key, version));
    END IF;

    results := ARRAY(
      SELECT CASE
        WHEN c.version = -1 THEN 2
        WHEN c.version <> c.expected THEN 1
        WHEN c.changed AND c.version > 0 AND (
          SELECT s.hash FROM ${schema}.subscription s WHERE s.key = c.key) <> c.previous_hash THEN 1
        WHEN c.answer IS NOT NULL AND (
          SELECT i.version FROM ${schema}.inbox i
          WHERE i.key = c.key AND i.idempotency_key = c.answer) IS NOT NULL THEN 1
        WHEN c.settled IS NOT NULL AND (
          SELECT o.claims FROM ${schema}.outbox o
          WHERE o.id = c.settled AND o.claims = c.settled_token AND o.owner IS NOT NULL
          FOR UPDATE) IS NULL THEN 3
        WHEN c.required IS NOT NULL AND (
          SELECT o.claims FROM ${schema}.outbox o
          WHERE o.id = c.required AND o.claims = c.required_token AND o.owner IS NOT NULL
          FOR UPDATE) IS NULL THEN 3
        ELSE 0 END
      FROM unnest(keys, versions, expected, changed, previous_hashes, answers, settled, settled_tokens,
        required, required_tokens)
        AS c(key, version, expected, changed, previous_hash, answer, settled, settled_token, required,
          required_token));

    -- Nothing is written: not even a number is taken, and the snapshot of others stays small.
    IF array_position(results, 0) IS NULL THEN
      RETURN array_to_string(results, '');
    END IF;

    IF array_remove(settled, NULL) <> '{}' THEN
      DELETE FROM ${schema}.outbox o USING unnest(settled, results) AS c(id, result)
      WHERE o.id = c.id AND c.result = 0;
      UPDATE ${schema}.outbox o SET head = true
      FROM (
        SELECT (SELECT n.id FROM ${schema}.outbox n WHERE n.key = c.key ORDER BY n.seq LIMIT 1) AS id
        FROM unnest(keys, settled, results) AS c(key, settled, result)
        WHERE c.result = 0 AND c.settled IS NOT NULL
        OFFSET 0) AS next
      WHERE o.id = next.id AND NOT o.head;
    END IF;

    IF array_position(changed, true) IS NOT NULL THEN
      SELECT pg_current_xact_id()::text::bigint + n.ahead INTO number FROM ${schema}.numbering n;
      IF array_position(versions, 0) IS NOT NULL THEN
        INSERT INTO ${schema}.subscription (key, tenant, adapter, product, version, status, request_state,
          request_id, request_type, awaited, hash, created_at, updated_at, state_since, snapshot)
        SELECT c.key, c.tenant, c.adapter, c.product, c.expected + 1, c.status, c.request_state, c.request_id,
          c.request_type, c.awaited, c.hash, c.created_at, c.updated_at, c.state_since, c.snapshot
        FROM unnest(results, changed, keys, expected, tenants, adapters, products, statuses, request_states,
          request_ids, request_types, awaited_parties, hashes, created, updated, since, snapshots)
          AS c(result, changed, key, expected, tenant, adapter, product, status, request_state, request_id,
            request_type, awaited, hash, created_at, updated_at, state_since, snapshot)
        WHERE c.result = 0 AND c.changed AND c.expected = 0;
      END IF;
      UPDATE ${schema}.subscription s SET tenant = c.tenant, adapter = c.adapter, product = c.product,
        version = c.expected + 1, status = c.status, request_state = c.request_state,
        request_id = c.request_id, request_type = c.request_type, awaited = c.awaited, hash = c.hash,
        updated_at = c.updated_at, state_since = c.state_since, snapshot = c.snapshot
      FROM unnest(results, changed, keys, expected, tenants, adapters, products, statuses, request_states,
        request_ids, request_types, awaited_parties, hashes, updated, since, snapshots)
        AS c(result, changed, key, expected, tenant, adapter, product, status, request_state, request_id,
          request_type, awaited, hash, updated_at, state_since, snapshot)
      WHERE s.key = c.key AND c.result = 0 AND c.changed AND c.expected > 0;
      INSERT INTO ${schema}.history
        (key, version, at, drift, previous_hash, hash, event, verdict, effects, tx)
      SELECT c.key, c.expected + 1, c.at, c.drift, c.previous_hash, c.hash, c.event, c.verdict,
        c.effects, number
      FROM unnest(results, changed, keys, expected, entry_times, drifts, previous_hashes,
        entry_hashes, events, verdicts, entry_effects)
        AS c(result, changed, key, expected, at, drift, previous_hash, hash, event, verdict, effects)
      WHERE c.result = 0 AND c.changed;
    END IF;

    IF effect_places <> '{}' THEN
      INSERT INTO ${schema}.outbox
        (id, key, tenant, adapter, head, available_at, ready_at, claims, trace, effect)
      SELECT e.id, keys[e.place], tenants[e.place], adapters[e.place],
        e.first AND (
          SELECT n.id FROM ${schema}.outbox n WHERE n.key = keys[e.place] LIMIT 1) IS NULL,
        e.available_at, e.available_at, e.claims, e.trace, e.effect
      FROM unnest(effect_places, effect_ids, effect_firsts, effect_times, effect_claims, effect_traces,
        effect_bodies) AS e(place, id, first, available_at, claims, trace, effect)
      WHERE results[e.place] = 0;
    END IF;

    IF fired_places <> '{}' THEN
      DELETE FROM ${schema}.timer t
      USING unnest(fired_places, fired_timers, fired_times) AS f(place, timer, due_at)
      WHERE t.key = keys[f.place] AND t.timer = f.timer AND t.due_at = f.due_at
        AND results[f.place] = 0;
    END IF;
    IF canceled_places <> '{}' THEN
      DELETE FROM ${schema}.timer t USING unnest(canceled_places, canceled_timers) AS f(place, timer)
      WHERE t.key = keys[f.place] AND t.timer = f.timer AND results[f.place] = 0;
    END IF;
    IF started_places <> '{}' THEN
      INSERT INTO ${schema}.timer AS t (key, timer, request_id, due_at, ready_at)
      SELECT keys[f.place], f.timer, f.request_id, f.due_at, f.ready_at
      FROM unnest(started_places, started_timers, started_requests, started_times, started_ready)
        AS f(place, timer, request_id, due_at, ready_at)
      WHERE results[f.place] = 0
      ON CONFLICT (key, timer) DO UPDATE SET request_id = excluded.request_id,
        due_at = excluded.due_at, ready_at = excluded.ready_at, seq = DEFAULT;
    END IF;

    IF array_remove(answers, NULL) <> '{}' THEN
      INSERT INTO ${schema}.inbox (key, idempotency_key, event_hash, version, at, verdict)
      SELECT c.key, c.answer, c.event_hash, c.version, c.at, c.verdict
      FROM unnest(results, keys, answers, answer_hashes, answer_versions, answer_times, answer_verdicts)
        AS c(result, key, answer, event_hash, version, at, verdict)
      WHERE c.result = 0 AND c.answer IS NOT NULL;
    END IF;

    IF channel IS NOT NULL THEN
      PERFORM pg_notify(channel, '');
    END IF;
    RETURN array_to_string(results, '');
  END $$;
  `;
}
