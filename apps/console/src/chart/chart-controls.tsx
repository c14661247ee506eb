import type { Detail } from "@tenure/inspector/drawing";

import { Button } from "../design/button.tsx";
import { Choice } from "../design/choice.tsx";
import type { View } from "./use-view.ts";

const details: readonly (readonly [Detail, string, string])[] = [
  ["events", "Events", "Events on the arrows"],
  ["guards", "Guards", "Events with their guards, and what is said of states"],
  ["effects", "Effects", "Events with guards, and what is run"],
];

interface ChartControlsProps {
  readonly view: View;
  readonly detail: Detail;
  readonly onDetail: (detail: Detail) => void;
}

/** How much of a chart is told, and how much of it is seen. */
export function ChartControls({ view, detail, onDetail }: ChartControlsProps) {
  return (
    <div className="statechart-controls">
      <Choice label="Details in the chart" options={details} chosen={detail} onChoose={onDetail} />
      <div className="statechart-zoom">
        <Button
          kind="quiet"
          icon="minus"
          aria-label="Smaller"
          title="Smaller (−)"
          onClick={() => view.zoom(0.8)}
        />
        <output className="statechart-scale" aria-label="Scale of the chart">
          {Math.round(view.at.scale * 100)} %
        </output>
        <Button
          kind="quiet"
          icon="plus"
          aria-label="Larger"
          title="Larger (+)"
          onClick={() => view.zoom(1.25)}
        />
        <Button
          kind="quiet"
          icon="fit"
          aria-pressed={view.seeing === "whole"}
          title="All of the chart (0)"
          onClick={() => view.see("whole")}
        >
          Whole
        </Button>
        <Button
          kind="quiet"
          icon="dot"
          aria-pressed={view.seeing === "lit"}
          title="Where something is lit, wherever that moves (l)"
          onClick={() => view.see("lit")}
        >
          Follow
        </Button>
      </div>
    </div>
  );
}
