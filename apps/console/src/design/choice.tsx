import { useId } from "react";

import "./choice.css";

interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** Each with what it reads, and what it means. */
  readonly options: readonly (readonly [value: Value, text: string, title?: string])[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of few, all of them in sight. */
export function Choice<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend className="unseen">{label}</legend>
      {options.map(([value, text, title]) => (
        <label key={value} title={title}>
          <input
            type="radio"
            className="unseen"
            name={name}
            value={value}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
