import type { ReactNode } from "react";

import "./empty.css";

interface EmptyProps {
  readonly title: string;
  /** What could be done about it. */
  readonly children?: ReactNode;
}

/** Says that there is nothing to show. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children !== undefined && <div className="faint">{children}</div>}
    </div>
  );
}
