import { useAccess } from "../service/token.ts";

/** How a program comes to be inspected here. */
export function ConnectHint() {
  const { token } = useAccess();
  const socket = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/inspect`;
  const url = token === null ? socket : `${socket}?token=…`;
  return (
    <div className="connect-hint">
      <p>
        From Node, or from a page, with <code>@statelyai/inspect</code>:
      </p>
      <pre>
        <code>{`import { createWebSocketInspector } from "@statelyai/inspect";

const inspector = createWebSocketInspector({ url: "${url}" });
createActor(machine, { inspect: inspector.inspect }).start();`}</code>
      </pre>
      <p>From a page, in a window of its own:</p>
      <pre>
        <code>{`createBrowserInspector({ url: "${location.origin}/inspector/window" });`}</code>
      </pre>
      <p className="faint">What is told stays on this computer.</p>
    </div>
  );
}
