import { useQuery } from "@tanstack/react-query";
import { activityOf } from "@tenure/inspector/drawing";
import {
  definitionOf,
  type InspectedActor,
  type InspectionSession,
} from "@tenure/inspector/session";
import { useMemo, useState } from "react";

import { Statechart, type ChartShape } from "../chart/statechart.tsx";
import { Empty } from "../design/empty.tsx";
import { Notice, ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { definitionQuery } from "./definition-query.ts";

interface ActorChartProps {
  readonly session: InspectionSession;
  readonly actor: InspectedActor;
}

const isSame = (one: ChartShape | undefined, other: ChartShape): boolean =>
  one?.detail === other.detail && one.aspectRatio === other.aspectRatio;

/** The chart of an actor's machine, with the states it is in lit. */
export function ActorChart({ session, actor }: ActorChartProps) {
  const [shape, reshape] = useState<ChartShape>();
  const [onShape] = useState(() => (wanted: ChartShape) => {
    reshape((before) => (isSame(before, wanted) ? before : wanted));
  });
  const definition = definitionOf(session, actor);
  const { data, error, refetch } = useQuery(definitionQuery(definition, shape));
  const { value, previousValue, lastEvent } = actor;
  const activity = useMemo(
    () =>
      data === undefined
        ? undefined
        : activityOf(data.chart, {
            value,
            previousValue: previousValue ?? undefined,
            event: lastEvent?.type,
          }),
    [data, value, previousValue, lastEvent],
  );
  return (
    <Panel title="Statechart" isFlush className="session-chart" aside={actor.name}>
      {definition === undefined ? (
        <Empty title="This actor has no statechart.">
          Its logic is a promise, a callback or the like, or its sender did not tell its machine.
        </Empty>
      ) : (
        <>
          {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
          {data !== undefined && data.chart.problems.length > 0 && (
            <Notice tone="warn" title="The definition makes no sense in places">
              <ul>
                {data.chart.problems.map((problem) => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            </Notice>
          )}
          {(error === null || data !== undefined) && (
            <Statechart
              chart={data?.chart}
              activity={activity}
              idPrefix="actor"
              detail={shape?.detail ?? "effects"}
              onShape={onShape}
            />
          )}
        </>
      )}
    </Panel>
  );
}
