import type { LaidOutChart, LaidOutNode } from "@tenure/inspector/drawing";

import { Button } from "../design/button.tsx";
import { KeyValue, KeyValues } from "../design/key-value.tsx";
import { transitionsOf, type Selection } from "./selection.ts";
import { TransitionList } from "./transition-list.tsx";

import "./chart-details.css";

const kinds: Readonly<Record<LaidOutNode["type"], string>> = {
  atomic: "State",
  compound: "State with states inside",
  parallel: "State with regions",
  final: "Final state",
  history: "History state",
};

interface ChartDetailsProps {
  readonly chart: LaidOutChart;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onClose: () => void;
}

/** What is known of a state beside its transitions. */
function StateFacts({ node }: { readonly node: LaidOutNode }) {
  const lists = [
    ["Tags", node.tags],
    ["On entry", node.entry],
    ["On exit", node.exit],
    ["Invokes", node.invoke],
  ] as const;
  const told = lists.filter(([, names]) => names.length > 0);
  return (
    <>
      {node.description !== "" && <p>{node.description}</p>}
      {told.length > 0 && (
        <KeyValues>
          {told.map(([name, names]) => (
            <KeyValue key={name} name={name}>
              <code>{names.join(", ")}</code>
            </KeyValue>
          ))}
        </KeyValues>
      )}
    </>
  );
}

type NameOf = (id: string | null) => string;

/** What is selected: a state, or the two ends of an arrow. */
function headingOf(
  { nodes, edges }: LaidOutChart,
  { type, id }: Selection,
  nameOf: NameOf,
): { readonly kind: string; readonly title: string; readonly node?: LaidOutNode } {
  const node = nodes.find((one) => one.id === id);
  if (type === "state" && node !== undefined)
    return { kind: kinds[node.type], title: node.name, node };
  const edge = edges.find((one) => one.id === id);
  return { kind: "Arrow", title: `${nameOf(edge?.from ?? null)} → ${nameOf(edge?.to ?? null)}` };
}

/** A state or an arrow of a chart in full, with every transition that leads out of it and into it. */
export function ChartDetails({ chart, selection, onSelect, onClose }: ChartDetailsProps) {
  const nameOf: NameOf = (id) => chart.nodes.find((one) => one.id === id)?.name ?? id ?? "";
  const { kind, title, node } = headingOf(chart, selection, nameOf);
  const { out, into } = transitionsOf(chart, selection);
  const goTo = (id: string): void => onSelect({ type: "state", id });

  return (
    <aside className="chart-details" aria-label={`Details of ${title}`}>
      <header className="chart-details-head">
        <div>
          <p className="chart-details-kind">{kind}</p>
          <h3>{title}</h3>
        </div>
        <Button kind="quiet" icon="close" aria-label="Close the details" onClick={onClose} />
      </header>
      {node !== undefined && <StateFacts node={node} />}
      {out.length > 0 && (
        <TransitionList
          title={node === undefined ? "Transitions" : "Leads on"}
          transitions={out}
          nameOf={nameOf}
          toward={node === undefined ? "both" : "to"}
          onGo={goTo}
        />
      )}
      {into.length > 0 && (
        <TransitionList
          title="Comes from"
          transitions={into}
          nameOf={nameOf}
          toward="from"
          onGo={goTo}
        />
      )}
      {out.length + into.length === 0 && (
        <p className="faint">No transition begins or ends here.</p>
      )}
    </aside>
  );
}
