// oxlint-disable-next-line import/no-unassigned-import -- before uPlot, for which it sets things right
import "./known-language.ts";
import { useEffect, useRef, useState } from "react";
import UPlot from "uplot";

import { Skeleton } from "../design/skeleton.tsx";
import { useIsDark } from "../shell/theme.ts";
import type { Line } from "./line.ts";
import { clockText, plotOptions, type Unit } from "./plot-options.ts";

import "uplot/dist/uPlot.min.css";
import "./time-chart.css";

interface TimeChartProps {
  readonly title: string;
  /** Milliseconds since the epoch, oldest first; undefined: not known yet. */
  readonly times: readonly number[] | undefined;
  readonly lines: readonly Line[];
  readonly valueText: (value: number) => string;
  readonly unit: Unit;
}

const dataOf = (times: readonly number[], lines: readonly Line[]): UPlot.AlignedData => [
  [...times],
  ...lines.map(({ values }) => [...values]),
];

/** Draws the lines into an element, anew when their looks change; tells at which point a pointer is. */
function usePlot(
  { times, lines, valueText, unit }: Omit<TimeChartProps, "title">,
  onPoint: (index: number | undefined) => void,
) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const isDark = useIsDark();
  const isKnown = times !== undefined;
  const looks = JSON.stringify([
    isDark,
    unit,
    lines.map(({ name, color, dash }) => [name, color, dash]),
  ]);

  useEffect(() => {
    const element = place.current;
    if (element === null || !isKnown) return undefined;
    const options = plotOptions({ element, lines, valueText, unit, onPoint });
    const drawn = new UPlot(options, dataOf(times, lines), element);
    plot.current = drawn;
    const watching = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element;
      if (width > 0 && height > 0) drawn.setSize({ width, height });
    });
    watching.observe(element);
    return () => {
      watching.disconnect();
      drawn.destroy();
      plot.current = undefined;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- new data is given to the plot there is
  }, [looks, isKnown]);

  useEffect(() => {
    if (times !== undefined) plot.current?.setData(dataOf(times, lines));
  }, [times, lines]);

  return place;
}

/** Lines over time, with a legend that also says in words what they show. */
export function TimeChart({ title, times, lines, valueText, unit }: TimeChartProps) {
  const [point, setPoint] = useState<number>();
  const place = usePlot({ times, lines, valueText, unit }, setPoint);
  const at = point === undefined ? undefined : times?.[point];

  const saidOf = ({ values, whole }: Line): string => {
    if (at === undefined || point === undefined) return whole;
    const value = values[point] ?? null;
    return value === null ? "none" : valueText(value);
  };

  return (
    <figure className="time-chart">
      <figcaption>
        <h3>{title}</h3>
        <span className="faint">{at === undefined ? "" : clockText(at)}</span>
        <ul>
          {lines.map((line) => (
            <li key={line.name}>
              <svg viewBox="0 0 18 8" aria-hidden="true" className="time-chart-swatch">
                <path
                  d="M1 4h16"
                  style={{ stroke: `var(${line.color})`, strokeDasharray: line.dash?.join(" ") }}
                />
              </svg>
              {line.name} <strong>{saidOf(line)}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} className="time-chart-plot" aria-hidden="true">
        {times === undefined && <Skeleton height="100%" />}
      </div>
    </figure>
  );
}
