import { Link } from "wouter";

import { Badge } from "../design/badge.tsx";
import { Empty } from "../design/empty.tsx";
import { Since } from "../design/moment.tsx";
import { ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { numberText, words } from "../design/words.ts";
import type { Subscription } from "../service/answers.ts";
import { queryText } from "../service/query-text.ts";
import { useStuck } from "./questions.ts";

import "./stuck-panel.css";

const shownAtOnce = 5;

function StuckRow({ subscription }: { readonly subscription: Subscription }) {
  const { key, adapter, requestType, requestId, stateSince, stuck } = subscription;
  return (
    <li className="stuck">
      <Link href={`/subscriptions/${encodeURIComponent(key)}`} className="mono stuck-key">
        {key}
      </Link>
      <span className="stuck-request">
        {requestType === null ? "request" : words(requestType)}{" "}
        <span className="mono faint">{requestId}</span> <span className="faint">{adapter}</span>
      </span>
      <span className="stuck-why">
        {stuck === null ? (
          <span className="faint">unsupported</span>
        ) : (
          <>
            <code>{stuck.code}</code>{" "}
            <span className="faint">
              {words(stuck.effect)}, {stuck.attempts}{" "}
              {stuck.attempts === 1 ? "attempt" : "attempts"}
            </span>
          </>
        )}
      </span>
      <span className="stuck-since">
        <Since at={stateSince} />
      </span>
    </li>
  );
}

interface StuckPanelProps {
  readonly tenant: string | undefined;
  readonly count: number | undefined;
}

/** What waits for an operator: nothing goes on there by itself. */
export function StuckPanel({ tenant, count }: StuckPanelProps) {
  const stuck = useStuck(tenant);
  const rows = stuck.data?.rows;
  const many = count ?? rows?.length ?? 0;
  const all = `/subscriptions${queryText({ requestState: "stuck", tenant })}`;
  return (
    <Panel
      title="Stuck work"
      isFlush
      className="stuck-panel"
      aside={
        many > 0 && (
          <>
            <Badge tone="bad" icon="alert" text={`${numberText(many)} for an operator`} />
            <Link href={all}>Show all</Link>
          </>
        )
      }
    >
      {stuck.error !== null && (
        <ProblemNotice problem={stuck.error} onRetry={() => void stuck.refetch()} />
      )}
      {rows === undefined ? (
        <div className="stuck-loading">
          <Skeleton height="40px" />
          <Skeleton height="40px" />
        </div>
      ) : rows.length === 0 ? (
        <Empty title="Nothing is stuck.">Every request goes on by itself.</Empty>
      ) : (
        <ul aria-label="Stuck for longest">
          {rows.slice(0, shownAtOnce).map((subscription) => (
            <StuckRow key={subscription.key} subscription={subscription} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
