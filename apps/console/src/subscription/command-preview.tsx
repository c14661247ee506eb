import { useQuery } from "@tanstack/react-query";

import { Notice, ProblemNotice } from "../design/notice.tsx";
import { Skeleton } from "../design/skeleton.tsx";
import { words } from "../design/words.ts";
import { post } from "../service/request.ts";
import type { JsonFields, Preview } from "../service/subscription-answers.ts";

interface CommandPreviewProps {
  /** The subscription's key, and the version it is at. */
  readonly id: string;
  readonly version: number;
  readonly body: JsonFields;
}

const placeText = ({ status, requestState, pendingState, awaited }: Preview): string => {
  const request =
    requestState === "none" ? "no request" : `request ${words(pendingState ?? requestState)}`;
  return `${words(status)}, ${request}, awaiting ${words(awaited)}`;
};

/** What a command would do, as it is typed; nothing is kept of it. */
export function CommandPreview({ id, version, body }: CommandPreviewProps) {
  const { data, error } = useQuery({
    queryKey: ["subscription", id, "preview", version, body],
    queryFn: async () => post<Preview>(`/subscriptions/${encodeURIComponent(id)}/preview`, body),
    staleTime: 0,
    gcTime: 0,
  });
  if (error !== null) return <ProblemNotice problem={error} />;
  if (data === undefined) return <Skeleton height="64px" />;
  const { verdict, effects } = data;
  if (verdict.type === "refused") {
    return (
      <Notice tone="warn" title="It would be refused">
        {verdict.refusal?.message}
      </Notice>
    );
  }
  return (
    <Notice tone="busy" title="What it would do">
      <p>Then: {placeText(data)}.</p>
      <p>
        {effects.length === 0 ? (
          "No effect runs."
        ) : (
          <>
            Runs <code>{effects.join(", ")}</code>.
          </>
        )}
      </p>
    </Notice>
  );
}
