import type { ReactNode } from "react";

import "./key-value.css";

/** Facts, each under its name, in the order given. */
export function KeyValues({ children }: { readonly children: ReactNode }) {
  return <dl className="key-values">{children}</dl>;
}

interface KeyValueProps {
  readonly name: string;
  readonly children: ReactNode;
}

export function KeyValue({ name, children }: KeyValueProps) {
  return (
    <div className="key-value">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
