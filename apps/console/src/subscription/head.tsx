import { Link } from "wouter";

import { AwaitedBadge, StateBadge, StatusBadge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { Moment, Since } from "../design/moment.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import type { SubscriptionDetail } from "../service/subscription-answers.ts";
import { useHasRole } from "../service/use-caller.ts";
import { Verification } from "./verification.tsx";

interface SubscriptionHeadProps {
  /** Its key. */
  readonly id: string;
  /** Undefined while it is on its way. */
  readonly subscription: SubscriptionDetail | undefined;
  readonly isRevealed: boolean;
  readonly onReveal: (isRevealed: boolean) => void;
}

function Facts({ subscription }: { readonly subscription: SubscriptionDetail }) {
  const { requestId, requestType, adapter, product, tenant, machine, version } = subscription;
  return (
    <dl className="subscription-facts">
      {requestId !== null && (
        <div>
          <dt>Request</dt>
          <dd>
            <span className="mono">{requestId}</span> {requestType}
          </dd>
        </div>
      )}
      <div>
        <dt>Awaited</dt>
        <dd>
          <AwaitedBadge awaited={subscription.awaited} />
        </dd>
      </div>
      <div>
        <dt>So since</dt>
        <dd>
          <Since at={subscription.stateSince} />
        </dd>
      </div>
      <div>
        <dt>Platform</dt>
        <dd>
          {adapter}
          {tenant === "default" ? "" : `, tenant ${tenant}`}
        </dd>
      </div>
      {product !== null && (
        <div>
          <dt>Product</dt>
          <dd className="mono">{product}</dd>
        </div>
      )}
      {machine !== "subscription" && (
        <div>
          <dt>Machine</dt>
          <dd>tier configuration</dd>
        </div>
      )}
      <div>
        <dt>Version</dt>
        <dd>
          {version}, <Moment at={subscription.updatedAt} />
        </dd>
      </div>
    </dl>
  );
}

/** Which subscription it is, and how it stands now. */
export function SubscriptionHead({
  id,
  subscription,
  isRevealed,
  onReveal,
}: SubscriptionHeadProps) {
  const mayReveal = useHasRole("operate");
  return (
    <header className="subscription-head">
      <div className="subscription-title">
        <nav aria-label="Way back">
          <Link href="/subscriptions" className="subscription-way">
            Subscriptions
          </Link>
          <span className="faint" aria-hidden="true">
            {" / "}
          </span>
        </nav>
        <h1 className="mono">{id}</h1>
        {subscription === undefined ? (
          <Skeleton width="180px" height="20px" />
        ) : (
          <>
            <StatusBadge status={subscription.status} />
            <StateBadge
              state={subscription.requestState}
              pendingState={subscription.pendingState}
            />
          </>
        )}
        <div className="subscription-tools">
          <Verification id={id} version={subscription?.version} />
          {mayReveal && (
            <Button kind="quiet" aria-pressed={isRevealed} onClick={() => onReveal(!isRevealed)}>
              {isRevealed ? "Hide personal data" : "Show personal data"}
            </Button>
          )}
        </div>
      </div>
      {subscription === undefined ? (
        <Skeleton width="60%" height="18px" />
      ) : (
        <Facts subscription={subscription} />
      )}
    </header>
  );
}
