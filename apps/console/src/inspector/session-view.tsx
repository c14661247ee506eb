import { actorTree, type InspectionSession } from "@tenure/inspector/session";
import { useState } from "react";

import { Choice } from "../design/choice.tsx";
import { Panel } from "../design/panel.tsx";
import { ActorChart } from "./actor-chart.tsx";
import { ActorState } from "./actor-state.tsx";
import { ActorTree } from "./actor-tree.tsx";
import { EventSequence } from "./event-sequence.tsx";
import { EventTable } from "./event-table.tsx";

type Shape = "sequence" | "table";

/** What was heard of a program's machines: its actors, how each stands, and what passed between them. */
export function SessionView({ session }: { readonly session: InspectionSession }) {
  const [wanted, want] = useState<string>();
  const [shape, reshape] = useState<Shape>("sequence");
  const [marked, mark] = useState<number>();
  const actor =
    session.actors.find(({ sessionId }) => sessionId === wanted) ??
    session.actors.find(({ definition }) => definition !== null) ??
    session.actors[0];

  return (
    <div className="session">
      <Panel
        title="Actors"
        isFlush
        className="session-actors"
        aside={<span>{session.actors.length}</span>}
      >
        <ActorTree branches={actorTree(session)} chosen={actor?.sessionId} onChoose={want} />
      </Panel>
      {actor !== undefined && (
        <>
          <ActorChart key={actor.sessionId} session={session} actor={actor} />
          <ActorState actor={actor} />
        </>
      )}
      <Panel
        title="Events"
        isFlush
        className="session-events"
        aside={
          <Choice
            label="How events are shown"
            options={[
              ["sequence", "Sequence"],
              ["table", "Table"],
            ]}
            chosen={shape}
            onChoose={reshape}
          />
        }
      >
        {shape === "sequence" ? (
          <EventSequence session={session} marked={marked} onMark={mark} onActor={want} />
        ) : (
          <EventTable session={session} marked={marked} onMark={mark} />
        )}
      </Panel>
    </div>
  );
}
