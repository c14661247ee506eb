import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";

import { Button } from "../design/button.tsx";
import { Empty } from "../design/empty.tsx";
import { ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { numberText } from "../design/words.ts";
import type { History, HistoryEntry } from "../service/subscription-answers.ts";
import { TimelineEntry } from "./timeline-entry.tsx";

import "./timeline.css";

interface TimelinePanelProps {
  readonly history: UseInfiniteQueryResult<InfiniteData<History>>;
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** The newest version. */
  readonly head: number | undefined;
  /** The version that is looked at. */
  readonly shown: number;
  readonly onShow: (version: number) => void;
}

/** What happened to a subscription, newest first. */
export function TimelinePanel({ history, entries, head, shown, onShow }: TimelinePanelProps) {
  const { error, isPending, hasNextPage, isFetchingNextPage } = history;
  const left = entries.at(-1);
  return (
    <Panel
      title="Timeline"
      isFlush
      aside={head === undefined ? undefined : <span>{numberText(head)} steps, newest first</span>}
    >
      {error !== null && <ProblemNotice problem={error} onRetry={() => void history.refetch()} />}
      {isPending && error === null && (
        <div className="timeline-waiting">
          <Skeleton width="70%" />
          <Skeleton width="50%" />
          <Skeleton width="60%" />
        </div>
      )}
      {!isPending && entries.length === 0 && <Empty title="Nothing happened yet." />}
      <ol className="timeline" aria-label="Steps, newest first">
        {entries.map((entry) => (
          <TimelineEntry
            key={entry.version}
            entry={entry}
            isShown={entry.version === shown}
            onShow={onShow}
          />
        ))}
      </ol>
      {hasNextPage && (
        <div className="timeline-more">
          <Button isBusy={isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            Earlier steps
          </Button>
          {left !== undefined && (
            <span className="faint">{numberText(left.version - 1)} are earlier</span>
          )}
        </div>
      )}
    </Panel>
  );
}
