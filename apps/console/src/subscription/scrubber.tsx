import { useEffect, useEffectEvent, useState } from "react";

import { Button } from "../design/button.tsx";
import { Moment } from "../design/moment.tsx";
import type { ShownStep } from "./shown-step.ts";
import { StepText } from "./step-text.tsx";

import "./scrubber.css";

/** How long each version is looked at while it plays, in milliseconds. */
const beat = 900;

interface ScrubberProps {
  readonly newest: number | undefined;
  readonly step: ShownStep;
  readonly isNow: boolean;
  /** Undefined: back to now. */
  readonly onShow: (version: number | undefined) => void;
}

/** Plays a subscription again, version by version, or goes to any of them. */
export function Scrubber({ newest, step, isNow, onShow }: ScrubberProps) {
  const [isPlaying, play] = useState(false);
  const { version, entry } = step;
  const last = newest ?? 0;
  const goTo = (wanted: number): void => {
    const clamped = Math.min(Math.max(0, wanted), last);
    onShow(clamped === last ? undefined : clamped);
  };

  const next = useEffectEvent(() => {
    if (version + 1 >= last) play(false);
    goTo(version + 1);
  });
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => next(), beat);
    return () => clearInterval(timer);
  }, [isPlaying]);

  const toggle = (): void => {
    if (!isPlaying && isNow) onShow(0);
    play(!isPlaying);
  };
  const stop = (wanted: number): void => {
    play(false);
    goTo(wanted);
  };

  return (
    <div className="scrubber" role="group" aria-label="Versions">
      <div className="scrubber-line">
        <div className="scrubber-buttons">
          <Button
            kind="quiet"
            icon="chevronLeft"
            aria-label="Version before"
            disabled={version === 0}
            onClick={() => stop(version - 1)}
          />
          <Button
            kind="quiet"
            icon={isPlaying ? "pause" : "play"}
            aria-label={isPlaying ? "Pause" : "Play from here"}
            disabled={last === 0}
            onClick={toggle}
          />
          <Button
            kind="quiet"
            icon="chevronRight"
            aria-label="Version after"
            disabled={version >= last}
            onClick={() => stop(version + 1)}
          />
        </div>
        <input
          type="range"
          min={0}
          max={last}
          value={version}
          aria-label="Version"
          aria-valuetext={`version ${version} of ${last}${entry ? `, ${entry.type}` : ""}`}
          onChange={({ target }) => stop(Number(target.value))}
        />
        <span className="scrubber-version">
          {version} <span className="faint">of {last}</span>
        </span>
        <Button
          kind={isNow ? "quiet" : "plain"}
          icon="skip"
          disabled={isNow}
          onClick={() => stop(last)}
        >
          Back to now
        </Button>
      </div>
      <div className="scrubber-step">
        {entry === null && <span className="faint">Before anything happened.</span>}
        {entry !== null && entry !== undefined && (
          <>
            <StepText entry={entry} />
            <span className="faint">
              <Moment at={entry.at} />
            </span>
          </>
        )}
      </div>
    </div>
  );
}
