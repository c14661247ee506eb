import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Badge } from "../design/badge.tsx";
import { Empty } from "../design/empty.tsx";
import { Notice } from "../design/notice.tsx";
import { useAccess } from "../service/token.ts";
import { TokenPrompt } from "../shell/token-prompt.tsx";
import { ConnectHint } from "./connect-hint.tsx";
import { SessionView } from "./session-view.tsx";
import { WindowReception } from "./window-reception.ts";

import "./page.css";

/** The page that a program opens as a window, or holds in a frame, to be looked into. */
export function InspectorWindowPage() {
  const [reception] = useState(() => new WindowReception());
  const { session, sender, refusal } = useSyncExternalStore(reception.subscribe, reception.current);
  const queries = useQueryClient();
  const { isRefused } = useAccess();

  useEffect(() => {
    document.title = "Inspector · Tenure";
    return reception.listen();
  }, [reception]);

  if (isRefused) return <TokenPrompt onGiven={() => void queries.resetQueries()} />;
  return (
    <main className="page inspector inspector-window">
      <header className="page-head">
        <h1>Inspector</h1>
        <span role="status">
          {sender === "there" && <Badge tone="good" text="connected" />}
          {sender === "ended" && <Badge tone="quiet" icon="close" text="the program is gone" />}
        </span>
      </header>
      {sender === "none" && (
        <Notice tone="warn" title="No program opened this page">
          <p>It shows machines of whoever opens it, and nothing by itself.</p>
          <ConnectHint />
        </Notice>
      )}
      {refusal !== undefined && (
        <Notice tone="warn" title="A message could not be read">
          {refusal}
        </Notice>
      )}
      {session.actors.length > 0 && <SessionView session={session} />}
      {session.actors.length === 0 && sender === "there" && <Empty title="Nothing told yet." />}
    </main>
  );
}
