import { useMemo } from "react";

import { durationText } from "../design/duration.ts";
import { ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { numberText } from "../design/words.ts";
import type { ThroughputPoint } from "../service/answers.ts";
import { rangeNames, ranges, useThroughput, type RangeName } from "./questions.ts";
import { requestLines, waitingLines } from "./throughput-lines.ts";
import { TimeChart } from "./time-chart.tsx";

import "./charts-panel.css";

interface RangeChoiceProps {
  readonly range: RangeName;
  readonly onRange: (range: RangeName) => void;
}

function RangeChoice({ range, onRange }: RangeChoiceProps) {
  return (
    <fieldset className="ranges">
      <legend className="unseen">Span of time</legend>
      {rangeNames.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="range"
            className="unseen"
            checked={name === range}
            onChange={() => onRange(name)}
          />
          {ranges[name].name}
        </label>
      ))}
    </fieldset>
  );
}

const nothing: readonly ThroughputPoint[] = [];

interface ChartsPanelProps extends RangeChoiceProps {
  readonly tenant: string | undefined;
  /** The service's clock, a moment ago. */
  readonly at: number | undefined;
}

/** How much was done over time, and how long it took. */
export function ChartsPanel({ tenant, range, at, onRange }: ChartsPanelProps) {
  const throughput = useThroughput(tenant, range, at);
  const points = throughput.data?.points;
  const times = useMemo(() => points?.map((point) => point.at), [points]);
  const requests = useMemo(() => requestLines(points ?? nothing), [points]);
  const waits = useMemo(() => waitingLines(points ?? nothing), [points]);
  return (
    <Panel title="Over time" aside={<RangeChoice range={range} onRange={onRange} />}>
      {throughput.error !== null && (
        <ProblemNotice problem={throughput.error} onRetry={() => void throughput.refetch()} />
      )}
      <div className="charts">
        <TimeChart
          title={`Requests in the last ${ranges[range].name.replace(/^1 /u, "")}`}
          times={times}
          lines={requests}
          valueText={numberText}
          unit="count"
        />
        <TimeChart
          title="How long the requests that ended had been open"
          times={times}
          lines={waits}
          valueText={durationText}
          unit="duration"
        />
      </div>
    </Panel>
  );
}
