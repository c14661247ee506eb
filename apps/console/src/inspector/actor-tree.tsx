import { stateText, type ActorBranch } from "@tenure/inspector/session";

import { Badge, type Tone } from "../design/badge.tsx";

interface ActorTreeProps {
  readonly branches: readonly ActorBranch[];
  readonly chosen: string | undefined;
  readonly onChoose: (sessionId: string) => void;
}

const tones: Readonly<Record<string, Tone>> = { active: "good", error: "bad" };

/** Actors, each below the one that brought it to life. */
export const ActorTree = ({ branches, chosen, onChoose }: ActorTreeProps) => (
  <ul className="actor-tree">
    {branches.map(({ actor, children }) => (
      <li key={actor.sessionId}>
        <button
          type="button"
          className="actor"
          aria-pressed={actor.sessionId === chosen}
          onClick={() => onChoose(actor.sessionId)}
        >
          <span className="actor-line">
            <strong>{actor.name}</strong>
            <Badge tone={tones[actor.status] ?? "quiet"} text={actor.status} />
          </span>
          <span className="actor-state soft">{stateText(actor.value)}</span>
        </button>
        {children.length > 0 && (
          <ActorTree branches={children} chosen={chosen} onChoose={onChoose} />
        )}
      </li>
    ))}
  </ul>
);
