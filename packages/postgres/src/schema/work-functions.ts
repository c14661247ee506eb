import { indexed } from "./commit-function.ts";

/** Functions that hand work out: effects and timers, and when there is something to do again. */
export function workFunctions(schema: string): string {
  return `
  -- The tenants for which an effect of the adapter waits, each found by one look into the index.
  CREATE FUNCTION ${schema}.waiting_tenants(wanted text) RETURNS SETOF text
  LANGUAGE plpgsql STABLE ${indexed} AS $$
  DECLARE
    found_tenant text;
  BEGIN
    SELECT o.tenant INTO found_tenant FROM ${schema}.outbox o
    WHERE o.head AND o.adapter = wanted ORDER BY o.tenant LIMIT 1;
    WHILE found_tenant IS NOT NULL LOOP
      RETURN NEXT found_tenant;
      SELECT o.tenant INTO found_tenant FROM ${schema}.outbox o
      WHERE o.head AND o.adapter = wanted AND o.tenant > found_tenant ORDER BY o.tenant LIMIT 1;
    END LOOP;
  END $$;

  CREATE FUNCTION ${schema}.is_paused(wanted text) RETURNS boolean
  LANGUAGE plpgsql STABLE ${indexed} AS $$
  BEGIN
    RETURN EXISTS (SELECT FROM ${schema}.pause p WHERE p.adapter = '')
      OR EXISTS (SELECT FROM ${schema}.pause p WHERE p.adapter = wanted);
  END $$;

  CREATE FUNCTION ${schema}.claim_effects(
    present bigint, lease_until bigint, holder text, adapters text[], limits integer[],
    held_adapters text[], held_tenants text[], held_counts integer[]
  ) RETURNS TABLE (id text, key text, tenant text, adapter text, effect text, available_at bigint,
    trace text, claims integer, lost integer, attempts integer)
  LANGUAGE plpgsql ${indexed} AS $$
  #variable_conflict use_column
  DECLARE
    wanted text;
    most integer;
    waiting text[];
    -- The turns that each of them has had, and up to which turn is looked.
    had integer[];
    reach integer;
    candidates text[];
    taken text[];
  BEGIN
    FOR wanted, most IN SELECT a.adapter, a.most FROM unnest(adapters, limits) AS a(adapter, most) LOOP
      CONTINUE WHEN most < 1 OR ${schema}.is_paused(wanted);
      waiting := ARRAY(
        SELECT w.tenant FROM ${schema}.waiting_tenants(wanted) AS w(tenant)
        WHERE (
          SELECT o.seq FROM ${schema}.outbox o
          WHERE o.head AND o.adapter = wanted AND o.tenant = w.tenant AND o.ready_at <= present
          ORDER BY o.ready_at LIMIT 1) IS NOT NULL);
      CONTINUE WHEN waiting = '{}';
      IF cardinality(waiting) = 1 THEN
        taken := ARRAY(
          SELECT o.id FROM ${schema}.outbox o
          WHERE o.head AND o.adapter = wanted AND o.tenant = waiting[1] AND o.ready_at <= present
          ORDER BY o.ready_at, o.seq LIMIT most FOR UPDATE SKIP LOCKED);
      ELSE
        had := ARRAY(
          SELECT coalesce((
            SELECT h.held FROM unnest(held_adapters, held_tenants, held_counts) AS h(adapter, tenant, held)
            WHERE h.adapter = wanted AND h.tenant = w.tenant LIMIT 1), 0)
          FROM unnest(waiting) AS w(tenant));
        SELECT min(h.held) + 1 + 2 * most / cardinality(waiting) INTO reach FROM unnest(had) AS h(held);
        LOOP
          -- Twice as many as are wanted, since others may be taking the same at this moment.
          candidates := ARRAY(
            SELECT q.id
            FROM unnest(waiting, had) AS w(tenant, had)
            CROSS JOIN LATERAL (
              SELECT o.id, o.ready_at, o.seq,
                w.had + row_number() OVER (ORDER BY o.ready_at, o.seq) AS turn
              FROM ${schema}.outbox o
              WHERE o.head AND o.adapter = wanted AND o.tenant = w.tenant AND o.ready_at <= present
              ORDER BY o.ready_at, o.seq LIMIT greatest(0, least(2 * most, reach - w.had))) AS q
            ORDER BY q.turn, q.ready_at, q.seq
            LIMIT 2 * most);
          EXIT WHEN cardinality(candidates) >= most
            OR reach >= (SELECT max(h.held) FROM unnest(had) AS h(held)) + 2 * most;
          reach := 2 * reach;
        END LOOP;
        taken := ARRAY(
          SELECT o.id
          FROM unnest(candidates) WITH ORDINALITY AS c(id, place)
          JOIN ${schema}.outbox o ON o.id = c.id
          WHERE o.head AND o.ready_at <= present
          ORDER BY c.place LIMIT most FOR UPDATE OF o SKIP LOCKED);
      END IF;
      RETURN QUERY
        UPDATE ${schema}.outbox o
        SET claims = o.claims + 1, lost = o.lost + (o.owner IS NOT NULL)::integer,
          ready_at = lease_until, owner = holder
        FROM unnest(taken) AS t(id)
        WHERE o.id = t.id
        RETURNING o.id, o.key, o.tenant, o.adapter, o.effect, o.available_at, o.trace, o.claims,
          o.lost, o.attempts;
    END LOOP;
  END $$;

  CREATE FUNCTION ${schema}.extend_claim(claimed text, token integer, lease_until bigint)
  RETURNS boolean LANGUAGE plpgsql ${indexed} AS $$
  BEGIN
    UPDATE ${schema}.outbox o SET ready_at = lease_until
    WHERE o.id = claimed AND o.claims = token AND o.owner IS NOT NULL;
    RETURN FOUND;
  END $$;

  CREATE FUNCTION ${schema}.put_back(
    claimed text, token integer, next_at bigint, made integer, why text
  ) RETURNS boolean LANGUAGE plpgsql ${indexed} AS $$
  BEGIN
    UPDATE ${schema}.outbox o
    SET available_at = next_at, ready_at = next_at, attempts = made, error = why, lost = 0, owner = NULL
    WHERE o.id = claimed AND o.claims = token AND o.owner IS NOT NULL;
    RETURN FOUND;
  END $$;

  CREATE FUNCTION ${schema}.claim_timers(present bigint, lease_until bigint, most integer)
  RETURNS TABLE (key text, timer text, request_id text, due_at bigint)
  LANGUAGE plpgsql ${indexed} AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY
      WITH due AS MATERIALIZED (
        SELECT t.key, t.timer FROM ${schema}.timer t
        WHERE t.ready_at <= present ORDER BY t.ready_at, t.seq LIMIT most FOR UPDATE SKIP LOCKED
      ), held AS (
        UPDATE ${schema}.timer t SET ready_at = lease_until FROM due
        WHERE t.key = due.key AND t.timer = due.timer
        RETURNING t.key, t.timer, t.request_id, t.due_at, t.seq
      )
      SELECT h.key, h.timer, h.request_id, h.due_at FROM held h ORDER BY h.due_at, h.seq;
  END $$;

  CREATE FUNCTION ${schema}.next_wake(adapters text[])
  RETURNS TABLE (effect_at bigint, timer_at bigint) LANGUAGE plpgsql STABLE ${indexed} AS $$
  BEGIN
    RETURN QUERY SELECT (
      SELECT min((
        SELECT o.ready_at FROM ${schema}.outbox o
        WHERE o.head AND o.adapter = a.adapter AND o.tenant = w.tenant
        ORDER BY o.ready_at LIMIT 1))
      FROM unnest(adapters) AS a(adapter)
      CROSS JOIN LATERAL ${schema}.waiting_tenants(a.adapter) AS w(tenant)
      WHERE NOT ${schema}.is_paused(a.adapter)),
      (SELECT t.ready_at FROM ${schema}.timer t ORDER BY t.ready_at LIMIT 1);
  END $$;
  `;
}
