import type { LiveState } from "../service/live-changes.ts";
import { useLiveState } from "../service/use-live-changes.ts";

import "./live-sign.css";

const told: Readonly<Record<LiveState, readonly [text: string, title: string]>> = {
  connecting: ["Connecting", "Changes will be shown as they come."],
  live: ["Live", "Changes are shown as they come."],
  interrupted: ["Interrupted", "The service cannot be reached; it is tried every two seconds."],
  resting: ["Resting", "Nobody looks at this page."],
};

/** Whether what is shown follows the service. */
export function LiveSign() {
  const state = useLiveState();
  const [text, title] = told[state];
  return (
    <span className={`live-sign live-${state}`} role="status" title={title}>
      {text}
    </span>
  );
}
