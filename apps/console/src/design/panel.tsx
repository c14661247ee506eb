import { useId, type ReactNode } from "react";

import "./panel.css";

interface PanelProps {
  readonly title: string;
  /** Beside the title, at the end of its line. */
  readonly aside?: ReactNode;
  /** The content reaches to the edges. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page under a title of its own. */
export function Panel({ title, aside, isFlush = false, className = "", children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <div className="panel-aside">{aside}</div>}
      </header>
      <div className={isFlush ? "panel-body panel-flush" : "panel-body"}>{children}</div>
    </section>
  );
}
