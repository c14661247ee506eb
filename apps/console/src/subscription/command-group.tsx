import { useId, useState } from "react";

import { Button } from "../design/button.tsx";
import type { Command, CommandType } from "../service/subscription-answers.ts";
import { commandNames } from "./command-names.ts";
import { ExplanationText } from "./explanation-text.tsx";

interface CommandGroupProps {
  readonly title: string;
  readonly commands: readonly Command[];
  readonly onAsk: (type: CommandType) => void;
}

/** Buttons for what can be asked for. The refused ones stay within reach, and tell why and what would help. */
export function CommandGroup({ title, commands, onAsk }: CommandGroupProps) {
  const id = useId();
  const [asked, explain] = useState<CommandType>();
  const explained = commands.find(({ type, allowed }) => type === asked && !allowed);
  const refused = commands.filter(({ allowed }) => !allowed);
  return (
    <section className="command-group" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <div className="command-buttons">
        {commands.map(({ type, allowed }) =>
          allowed ? (
            <Button key={type} onClick={() => onAsk(type)}>
              {commandNames[type]}
            </Button>
          ) : (
            <Button
              key={type}
              aria-disabled="true"
              aria-describedby={`${id}-${type}`}
              className={type === explained?.type ? "command-explained" : ""}
              onClick={() => explain(type === asked ? undefined : type)}
            >
              {commandNames[type]}
            </Button>
          ),
        )}
      </div>
      {explained !== undefined && (
        <div className="command-explanation" role="status">
          <p>
            <strong>{commandNames[explained.type]}</strong> is refused.
          </p>
          <ExplanationText explanation={explained} />
        </div>
      )}
      {refused.map((command) => (
        <div key={command.type} id={`${id}-${command.type}`} className="unseen" aria-hidden="true">
          Refused. <ExplanationText explanation={command} />
        </div>
      ))}
    </section>
  );
}
