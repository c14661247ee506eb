import { useQuery } from "@tanstack/react-query";

import { Notice, ProblemNotice } from "../design/notice.tsx";
import { Panel } from "../design/panel.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import type { Command, CommandType, Sent } from "../service/subscription-answers.ts";
import { useCaller } from "../service/use-caller.ts";
import { CommandGroup } from "./command-group.tsx";
import { commandNames } from "./command-names.ts";
import { commandsQuery } from "./queries.ts";

import "./commands.css";

const groups = [
  ["operator", "What is stuck or postponed"],
  ["answer", "Answers to the request"],
  ["command", "Commands"],
] as const;

const verdicts = {
  moved: "was taken in",
  unchanged: "changed nothing",
  refused: "was refused",
} as const;

/** A command that was taken in, with what the service said of it. */
export interface SentCommand {
  readonly type: CommandType;
  readonly answer: Sent;
}

interface CommandsPanelProps {
  /** The subscription's key. */
  readonly id: string;
  /** What was sent last. */
  readonly sent: SentCommand | undefined;
  readonly onAsk: (type: CommandType) => void;
}

/** For a caller who may only read, everything is refused for that reason first. */
const forReaders = (command: Command): Command => ({
  ...command,
  allowed: false,
  refusal: {
    code: "role_missing",
    message: `Your token may only read. ${command.refusal?.message ?? "With the role operate it could be sent."}`,
  },
});

/** Everything that can be asked for; what is refused says why. */
export function CommandsPanel({ id, sent, onAsk }: CommandsPanelProps) {
  const { data, error, refetch } = useQuery(commandsQuery(id));
  const caller = useCaller();
  const mayOperate = caller.data?.role !== "read";
  return (
    <Panel title="Actions">
      <div className="commands">
        <div role="status" className="commands-sent">
          {sent !== undefined && (
            <Notice
              tone={sent.answer.verdict.type === "moved" ? "good" : "warn"}
              title={`${commandNames[sent.type]} ${verdicts[sent.answer.verdict.type]}`}
            >
              {`Version ${sent.answer.version}.`}
            </Notice>
          )}
        </div>
        {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Skeleton height="180px" />}
        {data !== undefined &&
          groups.map(([kind, title]) => (
            <CommandGroup
              key={kind}
              title={title}
              commands={data.commands
                .filter((command) => command.kind === kind)
                .map((command) => (mayOperate ? command : forReaders(command)))}
              onAsk={onAsk}
            />
          ))}
        <p className="faint">Press a grey one to read why it is refused.</p>
      </div>
    </Panel>
  );
}
