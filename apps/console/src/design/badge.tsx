import type { Awaited, PendingState, RequestState, Status } from "../service/answers.ts";
import { Icon, type IconName } from "./icon.tsx";
import { words } from "./words.ts";

import "./badge.css";

export type Tone = "good" | "busy" | "warn" | "bad" | "later" | "quiet";

interface BadgeProps {
  readonly tone: Tone;
  readonly text: string;
  readonly icon?: IconName;
}

/** A word on how something stands. Its color repeats what the word says. */
export function Badge({ tone, text, icon = "dot" }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

const statusTones: Readonly<Record<Status, Tone>> = {
  new: "quiet",
  draft: "quiet",
  processing: "busy",
  active: "good",
  suspended: "warn",
  terminating: "warn",
  terminated: "quiet",
  discarded: "quiet",
};

const statusIcons: Partial<Record<Status, IconName>> = {
  active: "check",
  suspended: "pause",
  terminated: "close",
  discarded: "close",
};

export function StatusBadge({ status }: { readonly status: Status }) {
  return (
    <Badge
      tone={statusTones[status]}
      text={words(status)}
      {...(statusIcons[status] !== undefined && { icon: statusIcons[status] })}
    />
  );
}

const stateTones: Readonly<Record<RequestState, Tone>> = {
  none: "quiet",
  draft: "quiet",
  tiersSetup: "busy",
  pending: "busy",
  inquiring: "warn",
  scheduled: "later",
  revoking: "warn",
  stuck: "bad",
};

const stateIcons: Partial<Record<RequestState, IconName>> = {
  none: "minus",
  inquiring: "help",
  scheduled: "clock",
  stuck: "alert",
};

interface StateBadgeProps {
  readonly state: RequestState;
  readonly pendingState?: PendingState | null;
}

/** The state of the request in progress, and what answering it is at. */
export function StateBadge({ state, pendingState = null }: StateBadgeProps) {
  const text = state === "none" ? "no request" : words(state);
  return (
    <Badge
      tone={stateTones[state]}
      text={pendingState === null ? text : `${text} · ${words(pendingState)}`}
      {...(stateIcons[state] !== undefined && { icon: stateIcons[state] })}
    />
  );
}

/** Who has to act next. */
export function AwaitedBadge({ awaited }: { readonly awaited: Awaited }) {
  if (awaited === "nobody") return <span className="faint">nobody</span>;
  return awaited === "operator" ? (
    <Badge tone="bad" text="operator" icon="alert" />
  ) : (
    <span>{words(awaited)}</span>
  );
}
