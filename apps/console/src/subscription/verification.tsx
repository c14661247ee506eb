import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { ProblemNotice } from "../design/notice.tsx";
import type { Verification as Verified } from "../service/subscription-answers.ts";
import { verificationQuery } from "./queries.ts";

const reasons: Readonly<Record<NonNullable<Verified["reason"]>, string>> = {
  gap: "an entry is missing",
  chain: "an entry does not continue the one before it",
  content: "an entry is not what it was when it was written",
  head: "the subscription's record does not end where its history does",
  replay: "lived again, the history leads elsewhere",
};

const faultOf = ({ reason, version, error }: Verified): string => {
  if (reason === null) return error ?? "no reason was given";
  return version === null ? reasons[reason] : `${reasons[reason]} (version ${version})`;
};

/** Whether the history is what it was when it was written, for whoever wants to know. */
export function Verification({
  id,
  version,
}: {
  readonly id: string;
  readonly version: number | undefined;
}) {
  const [asked, ask] = useState<number>();
  const { data, error, isFetching } = useQuery(verificationQuery(id, asked));
  if (error !== null) return <ProblemNotice problem={error} onRetry={() => ask(version)} />;
  const isOld = data !== undefined && asked !== version;
  return (
    <>
      <span role="status">
        {data?.intact === true && (
          <Badge
            tone="good"
            icon="check"
            text={`History intact${isOld ? ` up to version ${asked}` : `, ${data.entries} entries`}`}
          />
        )}
        {data?.intact === false && (
          <Badge tone="bad" icon="alert" text={`History broken: ${faultOf(data)}`} />
        )}
        {data?.intact === null && (
          <Badge tone="warn" icon="help" text={`Could not be verified: ${faultOf(data)}`} />
        )}
      </span>
      {(data === undefined || isOld) && (
        <Button
          kind="quiet"
          isBusy={isFetching}
          title="Reads all of the history, and sees that each entry continues the one before it"
          onClick={() => ask(version)}
        >
          Verify history
        </Button>
      )}
    </>
  );
}
