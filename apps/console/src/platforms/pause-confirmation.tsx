import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Confirmation } from "../design/confirmation.tsx";
import { Field } from "../design/field.tsx";
import { post } from "../service/request.ts";

export interface PauseWanted {
  readonly verb: "pause" | "resume";
  /** Null: all of them. */
  readonly adapter: string | null;
}

interface PauseConfirmationProps {
  readonly wanted: PauseWanted;
  readonly onDone: () => void;
}

const longestReason = 1000;

/** Asks before the work of a platform, or of all, is held back or let go. */
export function PauseConfirmation({ wanted: { verb, adapter }, onDone }: PauseConfirmationProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const what = adapter ?? "all platforms";
  const place = adapter === null ? `/${verb}` : `/adapters/${encodeURIComponent(adapter)}/${verb}`;
  const change = useMutation({
    mutationFn: async () => post<unknown>(place, verb === "pause" ? { reason: reason.trim() } : {}),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["overview"] });
      onDone();
    },
  });
  const isPause = verb === "pause";
  return (
    <Confirmation
      title={`${isPause ? "Pause" : "Resume"} ${what}?`}
      verb={isPause ? "Pause" : "Resume"}
      isDangerous={isPause}
      isBusy={change.isPending}
      problem={change.error}
      onConfirm={() => change.mutate()}
      onCancel={onDone}
    >
      {isPause ? (
        <>
          <p>
            Nothing more of {what} is started, in any process, until it is resumed. What runs goes
            on, and events are still taken in.
          </p>
          <Field label="Reason" hint="Shown to all who look at the platform.">
            <textarea
              className="input"
              maxLength={longestReason}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </>
      ) : (
        <p>Work that was held back begins at once.</p>
      )}
    </Confirmation>
  );
}
