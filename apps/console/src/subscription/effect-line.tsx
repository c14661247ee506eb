import { Badge, type Tone } from "../design/badge.tsx";
import type { IconName } from "../design/icon.tsx";
import { Moment } from "../design/moment.tsx";
import type { Effect } from "../service/subscription-answers.ts";

const looks: Readonly<Record<Effect["state"], readonly [Tone, IconName]>> = {
  waiting: ["quiet", "clock"],
  running: ["busy", "play"],
  retrying: ["warn", "reload"],
  settled: ["good", "check"],
  failed: ["bad", "alert"],
};

const attemptsText = (attempts: number): string =>
  attempts === 1 ? "1 failed attempt" : `${attempts} failed attempts`;

/** An effect, how it stands, how often it was tried, and what went wrong the last time. */
export function EffectLine({ effect }: { readonly effect: Effect }) {
  const { id, type, state, attempts, availableAt, error } = effect;
  const [tone, icon] = looks[state];
  return (
    <div className="effect-line" title={id}>
      <span className="faint" aria-hidden="true">
        ↳
      </span>
      <code>{type}</code>
      <Badge tone={tone} icon={icon} text={state} />
      {attempts !== null && attempts > 0 && <span className="soft">{attemptsText(attempts)}</span>}
      {state === "retrying" && availableAt !== null && (
        <span className="soft">
          again <Moment at={availableAt} />
        </span>
      )}
      {error !== null && <code className="effect-error">{error}</code>}
    </div>
  );
}
