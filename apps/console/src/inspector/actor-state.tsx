import { stateText, type InspectedActor } from "@tenure/inspector/session";

import { KeyValue, KeyValues } from "../design/key-value.tsx";
import { Panel } from "../design/panel.tsx";
import { ValueTree } from "../design/value-tree.tsx";

/** How an actor stands: its state, and what it holds. */
export function ActorState({ actor }: { readonly actor: InspectedActor }) {
  return (
    <Panel title="State" className="session-state" aside={actor.name}>
      <KeyValues>
        <KeyValue name="Status">{actor.status}</KeyValue>
        <KeyValue name="State">
          <code>{stateText(actor.value) || "none"}</code>
        </KeyValue>
        <KeyValue name="Last event">
          <code>{actor.lastEvent?.type ?? "none"}</code>
        </KeyValue>
        <KeyValue name="Events">{actor.events}</KeyValue>
        {actor.tags.length > 0 && <KeyValue name="Tags">{actor.tags.join(", ")}</KeyValue>}
      </KeyValues>
      <h3 className="session-title">Context</h3>
      {actor.context === null ? (
        <p className="faint">None was told.</p>
      ) : (
        <ValueTree value={actor.context} open={2} />
      )}
      {actor.output !== null && (
        <>
          <h3 className="session-title">Output</h3>
          <ValueTree value={actor.output} />
        </>
      )}
      {actor.error !== null && (
        <>
          <h3 className="session-title">Error</h3>
          <ValueTree value={actor.error} />
        </>
      )}
    </Panel>
  );
}
