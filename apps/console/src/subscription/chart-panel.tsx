import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Statechart, type ChartShape } from "../chart/statechart.tsx";
import { ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import type { SubscriptionDetail } from "../service/subscription-answers.ts";
import { chartQuery } from "./queries.ts";
import { Scrubber } from "./scrubber.tsx";
import { useActivity, type ShownStep } from "./shown-step.ts";

interface ChartPanelProps {
  readonly machine: SubscriptionDetail["machine"] | undefined;
  readonly newest: number | undefined;
  readonly step: ShownStep;
  readonly isNow: boolean;
  /** Undefined: back to now. */
  readonly onShow: (version: number | undefined) => void;
}

const isSame = (one: ChartShape | undefined, other: ChartShape): boolean =>
  one?.detail === other.detail && one.aspectRatio === other.aspectRatio;

/** The statechart as it stood at the version that is looked at, and the way to other versions. */
export function ChartPanel({ machine, newest, step, isNow, onShow }: ChartPanelProps) {
  const [shape, reshape] = useState<ChartShape>();
  const [onShape] = useState(() => (wanted: ChartShape) => {
    reshape((before) => (isSame(before, wanted) ? before : wanted));
  });
  const chart = useQuery(chartQuery(machine, shape));
  const activity = useActivity(chart.data, step);
  return (
    <Panel
      title="Statechart"
      isFlush
      className={`subscription-chart ${isNow ? "" : "subscription-past"}`}
      aside={
        <span role="status">
          {isNow ? "as it stands" : `as it stood at version ${step.version}`}
        </span>
      }
    >
      {chart.error !== null && (
        <ProblemNotice problem={chart.error} onRetry={() => void chart.refetch()} />
      )}
      <Statechart
        chart={chart.data}
        activity={activity}
        idPrefix="subscription"
        detail={shape?.detail ?? "events"}
        onShape={onShape}
      />
      <Scrubber newest={newest} step={step} isNow={isNow} onShow={onShow} />
    </Panel>
  );
}
