import type { InspectedClient } from "@tenure/inspector/session";
import { useEffect, useState, useSyncExternalStore } from "react";

import { Badge } from "../design/badge.tsx";
import { Empty } from "../design/empty.tsx";
import { Moment } from "../design/moment.tsx";
import { Notice, ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { ConnectHint } from "./connect-hint.tsx";
import { InspectorFeed } from "./inspector-feed.ts";
import { SessionView } from "./session-view.tsx";

import "./page.css";

interface ClientTabsProps {
  readonly clients: readonly InspectedClient[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

const nameOf = ({ id, session }: InspectedClient): string =>
  session.actors.find(({ parentId }) => parentId === null)?.name ?? `connection ${id}`;

/** The programs that are, or were, connected. */
const Clients = ({ clients, chosen, onChoose }: ClientTabsProps) => (
  <div className="inspector-clients" role="group" aria-label="Connections">
    {clients.map((client) => (
      <button
        key={client.id}
        type="button"
        className="inspector-client"
        aria-pressed={client.id === chosen}
        onClick={() => onChoose(client.id)}
      >
        <strong>{nameOf(client)}</strong>
        {client.closedAt === null ? (
          <Badge tone="good" text="connected" />
        ) : (
          <Badge tone="quiet" icon="close" text="gone" />
        )}
        <span className="faint">
          <Moment at={client.closedAt ?? client.openedAt} />
        </span>
      </button>
    ))}
  </div>
);

/** What one program told. */
function ClientView({ client: { session, refused, refusal } }: { client: InspectedClient }) {
  return (
    <>
      {refusal !== null && (
        <Notice tone="warn" title={`${refused} messages could not be read`}>
          {refusal}
        </Notice>
      )}
      {session.actors.length === 0 ? (
        <Empty title="Connected, and nothing told yet." />
      ) : (
        <SessionView session={session} />
      )}
    </>
  );
}

/** What machines of other programs tell: any XState machine, watched where it runs. */
export function InspectorPage() {
  const [feed] = useState(() => new InspectorFeed());
  const { clients, problem } = useSyncExternalStore(feed.subscribe, feed.current);
  const [wanted, want] = useState<string>();

  useEffect(() => {
    const ending = new AbortController();
    void feed.follow(ending.signal);
    return () => ending.abort();
  }, [feed]);

  const newestFirst = clients?.toReversed() ?? [];
  const chosen =
    newestFirst.find(({ id }) => id === wanted) ??
    newestFirst.find(({ closedAt }) => closedAt === null) ??
    newestFirst[0];

  return (
    <div className="page inspector">
      <header className="page-head">
        <h1>Inspector</h1>
        <p className="soft">Any XState machine that runs on this computer, live.</p>
      </header>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {clients === undefined && problem === undefined && <Skeleton height="240px" />}
      {clients?.length === 0 && (
        <Panel title="Nothing is connected yet">
          <ConnectHint />
        </Panel>
      )}
      {chosen !== undefined && (
        <>
          <Clients clients={newestFirst} chosen={chosen.id} onChoose={want} />
          <ClientView key={chosen.id} client={chosen} />
          <details className="inspector-more">
            <summary>How to connect another program</summary>
            <ConnectHint />
          </details>
        </>
      )}
    </div>
  );
}
