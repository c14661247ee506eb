import { indexed } from "./commit-function.ts";

/** The function that looks up subscriptions, and answers kept under idempotency keys. */
export function lookUpFunction(schema: string): string {
  return `
  CREATE FUNCTION ${schema}.look_up(keys text[], answers text[])
  RETURNS TABLE (key text, tenant text, adapter text, product text, version integer, status text,
    request_state text, request_id text, request_type text, awaited text, hash text,
    created_at bigint, updated_at bigint, state_since bigint, snapshot text,
    answer_hash text, answer_version integer, answer_at bigint, answer_verdict text)
  LANGUAGE plpgsql STABLE ${indexed} AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY
      SELECT s.key, s.tenant, s.adapter, s.product, s.version, s.status, s.request_state, s.request_id,
        s.request_type, s.awaited, s.hash, s.created_at, s.updated_at, s.state_since, s.snapshot,
        i.event_hash, i.version, i.at, i.verdict
      FROM unnest(keys, answers) WITH ORDINALITY AS c(key, answer, place)
      LEFT JOIN ${schema}.subscription s ON s.key = c.key
      LEFT JOIN ${schema}.inbox i ON i.key = c.key AND i.idempotency_key = c.answer
      ORDER BY c.place;
  END $$;
  `;
}

/** Functions that look other things up. */
export function readingFunctions(schema: string): string {
  return `

  CREATE FUNCTION ${schema}.history_of(wanted text, after integer, most integer)
  RETURNS SETOF ${schema}.history LANGUAGE plpgsql STABLE ${indexed} AS $$
  BEGIN
    RETURN QUERY SELECT * FROM ${schema}.history h
      WHERE h.key = wanted AND h.version > after ORDER BY h.version LIMIT most;
  END $$;

  -- Entries of transactions below all that are still under way: no other can come before them.
  CREATE FUNCTION ${schema}.changes_behind(after_tx bigint, after_seq bigint, most integer)
  RETURNS SETOF ${schema}.history LANGUAGE plpgsql STABLE ${indexed} AS $$
  BEGIN
    RETURN QUERY SELECT * FROM ${schema}.history h
      WHERE (h.tx, h.seq) > (after_tx, after_seq)
        AND h.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
          + (SELECT n.ahead FROM ${schema}.numbering n)
      ORDER BY h.tx, h.seq LIMIT most;
  END $$;

  CREATE FUNCTION ${schema}.changes_end() RETURNS TABLE (tx bigint, seq bigint)
  LANGUAGE plpgsql STABLE ${indexed} AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY SELECT h.tx, h.seq FROM ${schema}.history h
      WHERE h.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        + (SELECT n.ahead FROM ${schema}.numbering n)
      ORDER BY h.tx DESC, h.seq DESC LIMIT 1;
  END $$;

  CREATE FUNCTION ${schema}.forget_answers(before bigint, most integer) RETURNS bigint
  LANGUAGE plpgsql ${indexed} AS $$
  DECLARE
    forgotten bigint;
  BEGIN
    WITH old AS MATERIALIZED (
      SELECT i.key, i.idempotency_key FROM ${schema}.inbox i
      WHERE i.at < before ORDER BY i.at LIMIT most FOR UPDATE SKIP LOCKED
    ), gone AS (
      DELETE FROM ${schema}.inbox i USING old
      WHERE i.key = old.key AND i.idempotency_key = old.idempotency_key
      RETURNING 1
    )
    SELECT count(*) INTO forgotten FROM gone;
    RETURN forgotten;
  END $$;
  `;
}
