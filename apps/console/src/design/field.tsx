import type { ReactNode } from "react";

import "./field.css";

interface FieldProps {
  readonly label: string;
  /** Beneath the input. */
  readonly hint?: ReactNode;
  /** The input itself, with the class `input`. */
  readonly children: ReactNode;
}

/** An input under its name. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the input is the children
    <label className="field">
      <span className="field-label">{label}</span>
      {children}
      {hint !== undefined && <span className="field-hint">{hint}</span>}
    </label>
  );
}
