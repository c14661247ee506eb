import {
  drawChart,
  neighborOf,
  type Activity,
  type Detail,
  type LaidOutChart,
} from "@tenure/inspector/drawing";
import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";

import { Skeleton } from "../design/skeleton.tsx";
import { aspectRatioOf } from "./aspect-ratio.ts";
import { ChartControls } from "./chart-controls.tsx";
import { ChartDetails } from "./chart-details.tsx";
import { directionOf } from "./direction-keys.ts";
import { litParts } from "./lit-parts.ts";
import { needPictureStyle } from "./picture-style.ts";
import { isIn, selectionAt, withSelection, type Selection } from "./selection.ts";
import { SvgPicture } from "./svg-picture.tsx";
import { useGestures } from "./use-gestures.ts";
import { useScreen } from "./use-screen.ts";
import { useView, type View } from "./use-view.ts";

import "./statechart.css";

const Picture = memo(SvgPicture);

/** How a chart is to be laid out. */
export interface ChartShape {
  readonly detail: Detail;
  readonly aspectRatio: number;
}

interface StatechartProps {
  /** Undefined while it is on its way. */
  readonly chart: LaidOutChart | undefined;
  readonly activity: Activity | undefined;
  /** Different from every other chart's on the page. */
  readonly idPrefix: string;
  readonly detail: Detail;
  /** The chart is wanted in another shape: for the room there is, or with more or fewer details. */
  readonly onShape: (shape: ChartShape) => void;
}

/** What a key does beside leading to another state. */
function lookByKey(key: string, view: View): boolean {
  if (key === "+" || key === "=") view.zoom(1.25);
  else if (key === "-") view.zoom(0.8);
  else if (key === "0") view.see("whole");
  else if (key === "l") view.see("lit");
  else return false;
  return true;
}

/**
 * A statechart to look at closely: the states a machine is in are lit, the last transition is shown. It can
 * be zoomed and panned, walked through by arrow keys, and tells of each state and each arrow in full.
 */
export function Statechart({ chart, activity, idPrefix, detail, onShape }: StatechartProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const screen = useScreen(canvas);
  // Of all the room there is: a chart that is looked into does not change its shape.
  const whole = useScreen(room);
  const lit = useMemo(
    () => (chart === undefined ? [] : litParts(chart, activity)),
    [chart, activity],
  );
  const view = useView(chart, screen, lit);
  const { handlers, wasDragged } = useGestures(canvas, view);
  const [at, walkTo] = useState<string>();
  const [selected, select] = useState<Selection>();
  const selection =
    chart !== undefined && selected !== undefined && isIn(chart, selected) ? selected : undefined;
  const aspectRatio = whole === undefined ? undefined : aspectRatioOf(whole);

  useEffect(needPictureStyle, []);
  useEffect(() => {
    if (aspectRatio !== undefined) onShape({ detail, aspectRatio });
  }, [aspectRatio, detail, onShape]);

  const picture = useMemo(() => {
    if (chart === undefined) return undefined;
    const leaf = chart.nodes.findLast(({ id }) => activity?.active.has(id) === true)?.id;
    const drawn = drawChart(chart, {
      ...(activity !== undefined && { activity }),
      reach: { at: at ?? leaf ?? "" },
      hasStyle: false,
      idPrefix,
    });
    return withSelection(drawn, selection);
  }, [chart, activity, at, idPrefix, selection]);

  function goTo(id: string): void {
    const node = chart?.nodes.find((one) => one.id === id);
    if (node === undefined) return;
    walkTo(id);
    view.show(node.box);
    const states = canvas.current?.querySelectorAll<SVGGElement>("[data-state]") ?? [];
    [...states].find((one) => one.dataset["state"] === id)?.focus({ preventScroll: true });
  }

  /** Does what a key is for, at a state; says whether it is for anything. */
  function walk(key: string, state: Selection | undefined): boolean {
    if (chart === undefined || state === undefined) return false;
    const direction = directionOf(key);
    if (key === "Enter" || key === " ") select(state);
    else if (direction !== undefined) goTo(neighborOf(chart, state.id, direction) ?? state.id);
    else return false;
    return true;
  }

  function press(event: KeyboardEvent): void {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const isClosing = key === "Escape" && selection !== undefined;
    if (isClosing) select(undefined);
    if (isClosing || lookByKey(key, view) || walk(key, selectionAt(target))) event.preventDefault();
  }

  return (
    <div className="statechart">
      <ChartControls
        view={view}
        detail={detail}
        onDetail={(wanted) => onShape({ detail: wanted, aspectRatio: aspectRatio ?? 1.5 })}
      />
      <div ref={room} className="statechart-room">
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- the states inside are what can be reached; keys bubble from them */}
        <div
          ref={canvas}
          className="statechart-canvas"
          {...handlers}
          onClick={({ target }) => {
            if (!wasDragged()) select(selectionAt(target));
          }}
          onFocus={({ target }) => {
            const focused = selectionAt(target);
            if (focused?.type === "state" && focused.id !== at) walkTo(focused.id);
          }}
          onKeyDown={press}
        >
          {picture === undefined ? (
            <Skeleton height="100%" />
          ) : (
            <div
              className={`statechart-picture statechart-${view.seeing}`}
              style={{
                transform: `translate(${view.at.x}px, ${view.at.y}px) scale(${view.at.scale})`,
              }}
            >
              <Picture element={picture} />
            </div>
          )}
        </div>
        {chart !== undefined && selection !== undefined && (
          <ChartDetails
            chart={chart}
            selection={selection}
            onSelect={(wanted) => {
              select(wanted);
              if (wanted.type === "state") goTo(wanted.id);
            }}
            onClose={() => select(undefined)}
          />
        )}
      </div>
    </div>
  );
}
