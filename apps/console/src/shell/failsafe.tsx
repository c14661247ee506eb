import { Component, type ReactNode } from "react";

import { ProblemNotice } from "../design/notice.tsx";

interface FailsafeState {
  readonly error: unknown;
}

/** Keeps what is around a page alive when the page fails, or cannot be loaded. */
export class Failsafe extends Component<{ readonly children: ReactNode }, FailsafeState> {
  override state: FailsafeState = { error: undefined };

  static getDerivedStateFromError(error: unknown): FailsafeState {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="page">
        <ProblemNotice problem={error} onRetry={() => location.reload()} />
      </div>
    );
  }
}
