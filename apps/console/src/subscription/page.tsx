import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";

import { ProblemNotice } from "../design/notice.tsx";
import type { CommandType } from "../service/subscription-answers.ts";
import { SubscriptionColumns } from "./columns.tsx";
import { CommandDialog } from "./command-dialog.tsx";
import type { SentCommand } from "./commands-panel.tsx";
import { SubscriptionHead } from "./head.tsx";
import { detailQuery } from "./queries.ts";
import { StuckNotice } from "./stuck-notice.tsx";
import { useKey } from "./use-key.ts";

import "./page.css";

/** One subscription: how it stands, how it came there, and what can be done about it. */
export function SubscriptionPage() {
  const key = useKey();
  const [isRevealed, reveal] = useState(false);
  const { data: subscription, error, refetch } = useQuery(detailQuery(key, isRevealed));
  const [asked, ask] = useState<CommandType>();
  const [sent, tell] = useState<SentCommand>();

  if (error !== null && subscription === undefined) {
    return (
      <div className="page">
        <ProblemNotice problem={error} onRetry={() => void refetch()} />
        <p>
          <Link href="/subscriptions">To all subscriptions</Link>
        </p>
      </div>
    );
  }
  return (
    <div className="page subscription">
      <SubscriptionHead
        id={key}
        subscription={subscription}
        isRevealed={isRevealed}
        onReveal={reveal}
      />
      {error !== null && <ProblemNotice problem={error} />}
      {subscription !== undefined && <StuckNotice subscription={subscription} onAsk={ask} />}
      <SubscriptionColumns
        id={key}
        subscription={subscription}
        isRevealed={isRevealed}
        sent={sent}
        onAsk={ask}
      />
      {asked !== undefined && subscription !== undefined && (
        <CommandDialog
          type={asked}
          subscription={subscription}
          onSent={(answer) => {
            tell({ type: asked, answer });
            ask(undefined);
          }}
          onCancel={() => ask(undefined)}
        />
      )}
    </div>
  );
}
