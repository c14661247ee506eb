import { Link } from "wouter";

import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { numberText, words } from "../design/words.ts";
import { parties, statuses, type Counts } from "../service/answers.ts";
import { queryText } from "../service/query-text.ts";

import "./counts-panel.css";

interface CountsProps {
  readonly title: string;
  /** The filter that shows those that were counted. */
  readonly filter: "status" | "awaited";
  readonly names: readonly string[];
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly tenant: string | undefined;
}

function CountsOf({ title, filter, names, counts, tenant }: CountsProps) {
  const most = Math.max(1, ...names.map((name) => counts?.[name] ?? 0));
  return (
    <section className="counts" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {names.map((name) => {
          const count = counts?.[name];
          return (
            <li key={name} className={count === 0 ? "count count-none" : "count"}>
              <Link href={`/subscriptions${queryText({ [filter]: name, tenant })}`}>
                {words(name)}
              </Link>
              <span className="count-bar" aria-hidden="true">
                <span
                  className={`count-fill count-${filter}-${name}`}
                  style={{ inlineSize: `${((count ?? 0) / most) * 100}%` }}
                />
              </span>
              <span className="count-number">
                {count === undefined ? <Skeleton width="2em" /> : numberText(count)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface CountsPanelProps {
  readonly counts: Counts | undefined;
  readonly tenant: string | undefined;
}

/** How many there are, each number leading to those it counts. */
export function CountsPanel({ counts, tenant }: CountsPanelProps) {
  return (
    <Panel title="Subscriptions">
      <div className="counts-both">
        <CountsOf
          title="By status"
          filter="status"
          names={statuses.filter((status) => status !== "new")}
          counts={counts?.byStatus}
          tenant={tenant}
        />
        <CountsOf
          title="By who is awaited"
          filter="awaited"
          names={parties}
          counts={counts?.byAwaited}
          tenant={tenant}
        />
      </div>
    </Panel>
  );
}
