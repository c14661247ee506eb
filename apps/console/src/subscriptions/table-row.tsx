import { Link } from "wouter";

import { AwaitedBadge, StateBadge, StatusBadge } from "../design/badge.tsx";
import { Moment, Since } from "../design/moment.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { words } from "../design/words.ts";
import type { Subscription } from "../service/answers.ts";

export const columns = [
  "Subscription",
  "Status",
  "Request",
  "State",
  "Awaited",
  "Platform and product",
  "For",
  "Changed",
] as const;

/** Where a row leads. */
export const pathOf = (key: string): string => `/subscriptions/${encodeURIComponent(key)}`;

function Cells({ subscription }: { readonly subscription: Subscription }) {
  const { key, status, requestState, pendingState, awaited, adapter } = subscription;
  const { product, requestType, requestId, stateSince, updatedAt } = subscription;
  return (
    <>
      <span role="gridcell" className="cell-key">
        <Link href={pathOf(key)} tabIndex={-1} className="mono row-link" title={key}>
          {key}
        </Link>
      </span>
      <span role="gridcell" className="cell-status">
        <StatusBadge status={status} />
      </span>
      <span role="gridcell" className="cell-request">
        {requestType === null ? (
          <span className="faint">none</span>
        ) : (
          <>
            {words(requestType)} <span className="mono faint">{requestId}</span>
          </>
        )}
      </span>
      <span role="gridcell" className="cell-state">
        {requestState === "none" ? (
          <span className="faint">no request</span>
        ) : (
          <StateBadge state={requestState} pendingState={pendingState} />
        )}
      </span>
      <span role="gridcell" className="cell-awaited">
        <AwaitedBadge awaited={awaited} />
      </span>
      <span role="gridcell" className="cell-platform soft">
        {adapter}
        {product !== null && (
          <span className="mono faint" title={product}>
            {" "}
            {product}
          </span>
        )}
      </span>
      <span role="gridcell" className="cell-since">
        <Since at={stateSince} />
      </span>
      <span role="gridcell" className="cell-changed soft">
        <Moment at={updatedAt} />
      </span>
    </>
  );
}

interface TableRowProps {
  readonly id: string;
  /** Counted from 1, of all there are. */
  readonly number: number;
  readonly top: number;
  /** Undefined: on its way. */
  readonly subscription: Subscription | undefined;
  readonly isChosen: boolean;
  /** It changed, and is none of those that were asked for any more. */
  readonly isGone: boolean;
}

/** One subscription in the table; the whole row leads to it. */
export function TableRow({ id, number, top, subscription, isChosen, isGone }: TableRowProps) {
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={number + 1}
      aria-selected={isChosen}
      className={`row${isChosen ? " row-chosen" : ""}${isGone ? " row-gone" : ""}`}
      style={{ transform: `translateY(${top}px)` }}
      title={isGone ? "It has changed and does not fit the filter any more." : undefined}
    >
      {subscription === undefined ? (
        <span role="gridcell" className="cell-key">
          <Skeleton width="16em" />
          <span className="unseen">Loading</span>
        </span>
      ) : (
        <Cells subscription={subscription} />
      )}
    </div>
  );
}
