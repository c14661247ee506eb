import { Button } from "../design/button.tsx";
import type { NamedValue } from "./command-values.ts";

interface NamedRowsProps {
  readonly legend: string;
  readonly nameLabel: string;
  readonly valueLabel: string;
  readonly rows: readonly NamedValue[];
  /** What an empty value means. */
  readonly placeholder?: string;
  readonly onChange: (rows: readonly NamedValue[]) => void;
}

/** Names and values to be typed, row by row. */
export function NamedRows({
  legend,
  nameLabel,
  valueLabel,
  rows,
  placeholder,
  onChange,
}: NamedRowsProps) {
  const change = (index: number, changed: Partial<NamedValue>): void =>
    onChange(rows.map((row, place) => (place === index ? { ...row, ...changed } : row)));
  return (
    <fieldset className="named-rows">
      <legend className="field-label">{legend}</legend>
      {rows.map(({ name, value }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows are told apart by their place alone
        <div key={index} className="named-row">
          <input
            className="input"
            aria-label={`${nameLabel} ${index + 1}`}
            placeholder={nameLabel}
            value={name}
            onChange={({ target }) => change(index, { name: target.value })}
          />
          <input
            className="input"
            aria-label={name === "" ? `${valueLabel} ${index + 1}` : `${valueLabel} of ${name}`}
            placeholder={placeholder ?? valueLabel}
            value={value}
            onChange={({ target }) => change(index, { value: target.value })}
          />
          <Button
            kind="quiet"
            icon="close"
            aria-label={`Remove row ${index + 1}`}
            onClick={() => onChange(rows.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange([...rows, { name: "", value: "" }])}>
          Add
        </Button>
      </div>
    </fieldset>
  );
}
