import { useQueryClient } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";
import { useLocation } from "wouter";

import { ProblemNotice } from "../design/notice.tsx";
import { LiveChangesProvider } from "../service/live-changes-provider.tsx";
import { Problem } from "../service/problem.ts";
import { useAccess } from "../service/token.ts";
import { useCaller } from "../service/use-caller.ts";
import { Bar } from "./bar.tsx";
import { Failsafe } from "./failsafe.tsx";
import { TokenPrompt } from "./token-prompt.tsx";

import "./shell.css";

function Loading() {
  return (
    <p className="shell-loading faint" role="status">
      Loading …
    </p>
  );
}

/** What surrounds the pages: where to go, who is calling, and whether what is shown is live. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [location] = useLocation();
  const { isRefused } = useAccess();
  const caller = useCaller();

  if (isRefused) return <TokenPrompt onGiven={() => void queries.resetQueries()} />;
  if (caller.isPending) return <Loading />;
  if (caller.error instanceof Problem && caller.data === undefined) {
    return (
      <main className="page">
        <ProblemNotice problem={caller.error} onRetry={() => void caller.refetch()} />
      </main>
    );
  }
  return (
    <LiveChangesProvider>
      <a className="shell-skip" href="#content">
        Skip to the content
      </a>
      <Bar />
      <main id="content" tabIndex={-1}>
        <Failsafe key={location}>
          <Suspense fallback={<Loading />}>{children}</Suspense>
        </Failsafe>
      </main>
    </LiveChangesProvider>
  );
}
