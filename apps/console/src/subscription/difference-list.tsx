import { ValueTree } from "../design/value-tree.tsx";
import type { Difference, JsonValue } from "../service/subscription-answers.ts";

const isNested = (value: JsonValue): boolean => typeof value === "object" && value !== null;

function valueText(value: JsonValue): string {
  if (value === null) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Values that a step changed, each by the way to it. */
export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  return (
    <ul className="difference-list">
      {differences.map(({ path, before, after }) => (
        <li key={JSON.stringify(path)}>
          <span className="difference-path">{path.join(" › ")}</span>
          {before !== undefined && (
            <del>
              <span className="unseen">was </span>
              {valueText(before)}
            </del>
          )}
          {after !== undefined && (
            <ins className={isNested(after) ? "difference-nested" : ""}>
              <span className="unseen">is </span>
              {isNested(after) ? <ValueTree value={after} open={2} /> : valueText(after)}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}
