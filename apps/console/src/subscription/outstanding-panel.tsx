import { Moment } from "../design/moment.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import type { SubscriptionDetail } from "../service/subscription-answers.ts";
import { EffectLine } from "./effect-line.tsx";

/** What the engine has yet to do for a subscription, in order. */
export function OutstandingPanel({
  subscription,
}: {
  readonly subscription: SubscriptionDetail | undefined;
}) {
  if (subscription === undefined) {
    return (
      <Panel title="Left to do">
        <Skeleton width="50%" />
      </Panel>
    );
  }
  const { effects, timers } = subscription.outstanding;
  return (
    <Panel title="Left to do">
      {effects.length + timers.length === 0 && <p className="faint">No effect, no timer.</p>}
      {effects.map((effect) => (
        <EffectLine key={effect.id} effect={effect} />
      ))}
      {timers.map(({ timer, requestId, dueAt }) => (
        <p key={`${timer} ${requestId}`} className="effect-line">
          <code>{timer}</code> <span className="soft">timer, due</span> <Moment at={dueAt} />
        </p>
      ))}
    </Panel>
  );
}
