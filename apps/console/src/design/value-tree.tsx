import "./value-tree.css";

interface ValueTreeProps {
  /** Plain JSON. */
  readonly value: unknown;
  /** How many levels are open at first. Default 1. */
  readonly open?: number;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;

const telling = ["id", "name", "type"] as const;

/** What is inside of something that is closed: how many, or what it is called. */
function summaryOf(value: object): string {
  const count = Object.keys(value).length;
  if (Array.isArray(value)) return count === 0 ? "none" : `${count}`;
  if (count === 0) return "empty";
  const name: unknown = telling.map((one) => Reflect.get(value, one) as unknown).find(isText);
  return isText(name) ? name : "";
}

function Leaf({ value }: { readonly value: unknown }) {
  return (
    <span className={`value-tree-leaf value-tree-${value === null ? "null" : typeof value}`}>
      {value === null ? "none" : isText(value) ? value : JSON.stringify(value)}
    </span>
  );
}

function Branch({ name, value, open }: { name: string; value: unknown; open: number }) {
  if (!isNested(value) || Object.keys(value).length === 0) {
    return (
      <li className="value-tree-line">
        <span className="value-tree-name">{name}</span>
        {isNested(value) ? (
          <span className="faint">{summaryOf(value)}</span>
        ) : (
          <Leaf value={value} />
        )}
      </li>
    );
  }
  return (
    <li>
      <details open={open > 0}>
        <summary>
          <span className="value-tree-name">{name}</span>{" "}
          <span className="faint">{summaryOf(value)}</span>
        </summary>
        <ValueTree value={value} open={open - 1} />
      </details>
    </li>
  );
}

/** A value to be read: names and values, what is nested can be opened and closed. */
export function ValueTree({ value, open = 1 }: ValueTreeProps) {
  if (!isNested(value)) return <Leaf value={value} />;
  if (Object.keys(value).length === 0) return <span className="faint">{summaryOf(value)}</span>;
  return (
    <ul className="value-tree">
      {Object.entries(value).map(([name, inside]: [string, unknown]) => (
        <Branch key={name} name={name} value={inside} open={open} />
      ))}
    </ul>
  );
}
