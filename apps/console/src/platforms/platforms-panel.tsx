import { useState } from "react";

import { Button } from "../design/button.tsx";
import { Moment } from "../design/moment.tsx";
import { Notice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import type { Adapter, Pause } from "../service/answers.ts";
import { useCaller, useHasRole } from "../service/use-caller.ts";
import { PauseConfirmation, type PauseWanted } from "./pause-confirmation.tsx";
import { PlatformRow } from "./platform-row.tsx";

import "./platforms-panel.css";

interface AllPausedProps {
  readonly pause: Pause;
  readonly onResume: (() => void) | undefined;
}

function AllPaused({ pause: { at, reason }, onResume }: AllPausedProps) {
  return (
    <div className="platforms-notice">
      <Notice tone="warn" title="All platforms are paused">
        <p>
          <Moment at={at} />
          {reason !== "" && `: ${reason}`}
        </p>
        {onResume !== undefined && (
          <Button icon="play" onClick={onResume}>
            Resume all
          </Button>
        )}
      </Notice>
    </div>
  );
}

function useMayAll(): boolean {
  const isAdmin = useHasRole("admin");
  const { data } = useCaller();
  return isAdmin && data?.tenant === "*";
}

const pauseOfAll = (adapters: readonly Adapter[] = []): Pause | undefined =>
  adapters.map(({ paused }) => paused).find((paused) => paused?.adapter === null) ?? undefined;

interface PlatformsPanelProps {
  readonly adapters: readonly Adapter[] | undefined;
  /** The service's clock when it said so. */
  readonly at: number | undefined;
}

/** How the work of each platform stands, and holding it back. */
export function PlatformsPanel({ adapters, at }: PlatformsPanelProps) {
  const [wanted, setWanted] = useState<PauseWanted>();
  const isAdmin = useHasRole("admin");
  const mayAll = useMayAll();
  const allPaused = pauseOfAll(adapters);
  return (
    <Panel
      title="Platforms"
      isFlush
      aside={
        mayAll &&
        allPaused === undefined && (
          <Button
            icon="pause"
            kind="quiet"
            onClick={() => setWanted({ verb: "pause", adapter: null })}
          >
            Pause all
          </Button>
        )
      }
    >
      {allPaused !== undefined && (
        <AllPaused
          pause={allPaused}
          onResume={mayAll ? () => setWanted({ verb: "resume", adapter: null }) : undefined}
        />
      )}
      <ul className="platforms" aria-label="Platforms">
        {adapters === undefined || at === undefined ? (
          <li className="platform">
            <Skeleton height="40px" />
          </li>
        ) : (
          adapters.map((adapter) => (
            <PlatformRow
              key={adapter.adapter}
              platform={adapter}
              at={at}
              onWanted={isAdmin ? setWanted : undefined}
            />
          ))
        )}
      </ul>
      {wanted !== undefined && (
        <PauseConfirmation wanted={wanted} onDone={() => setWanted(undefined)} />
      )}
    </Panel>
  );
}
