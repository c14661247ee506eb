import { useQuery } from "@tanstack/react-query";

import { Button } from "../design/button.tsx";
import { Notice } from "../design/notice.tsx";
import type { Failure } from "../service/answers.ts";
import type { CommandType, SubscriptionDetail } from "../service/subscription-answers.ts";
import { useHasRole } from "../service/use-caller.ts";
import { commandNames } from "./command-names.ts";
import { commandsQuery } from "./queries.ts";

interface StuckNoticeProps {
  readonly subscription: SubscriptionDetail;
  readonly onAsk: (type: CommandType) => void;
}

function FailureText({ failure, isHidden }: { failure: Failure; isHidden: boolean }) {
  const { attempts, code, message } = failure;
  return (
    <p>
      Given up after {attempts === 1 ? "one attempt" : `${attempts} attempts`}: <code>{code}</code>
      {isHidden ? ". What it said may be personal, and is hidden." : ` “${message}”`}
    </p>
  );
}

/** What holds the request, and what an operator can do about it. Nothing where nothing is amiss. */
export function StuckNotice({ subscription, onAsk }: StuckNoticeProps) {
  const { stuck, failure, key, requestType, requestState, redacted } = subscription;
  const commands = useQuery(commandsQuery(key));
  const mayOperate = useHasRole("operate");
  const allowed = commands.data?.commands.filter((command) => command.allowed) ?? [];
  const ways = (["operator", "answer"] as const).flatMap((wanted) =>
    allowed.filter(({ kind }) => kind === wanted),
  );

  if (requestState === "stuck") {
    return (
      <div className="subscription-stuck">
        <Notice
          tone="bad"
          title={
            stuck === null ? (
              `The ${requestType} request is stuck: its type is not known here`
            ) : (
              <>
                The {requestType} request is stuck on <code>{stuck.effect}</code>
              </>
            )
          }
        >
          {stuck !== null && <FailureText failure={stuck} isHidden={redacted} />}
          {mayOperate ? (
            <div className="subscription-ways">
              {ways.map(({ type }) => (
                <Button
                  key={type}
                  kind={type === "operator.retry" ? "primary" : "plain"}
                  onClick={() => onAsk(type)}
                >
                  {commandNames[type]}
                </Button>
              ))}
            </div>
          ) : (
            <p>Somebody with the role operate can retry, skip or answer it.</p>
          )}
        </Notice>
      </div>
    );
  }
  if (failure !== null) {
    return (
      <Notice
        tone="warn"
        title={
          <>
            <code>{failure.effect}</code> was given up
          </>
        }
      >
        <FailureText failure={failure} isHidden={redacted} />
      </Notice>
    );
  }
  return null;
}
