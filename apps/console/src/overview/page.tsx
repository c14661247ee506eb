import { useSearchParams } from "wouter";

import { ProblemNotice } from "../design/notice.tsx";
import { PlatformsPanel } from "../platforms/platforms-panel.tsx";
import { TenantChoice } from "../shell/tenant-choice.tsx";
import { ChartsPanel } from "./charts-panel.tsx";
import { CountsPanel } from "./counts-panel.tsx";
import { Figures } from "./figures.tsx";
import { rangeNames, useOverview } from "./questions.ts";
import { StuckPanel } from "./stuck-panel.tsx";

import "./overview.css";

/** What there is to know at one look, what needs somebody first. */
export function OverviewPage() {
  const [search, setSearch] = useSearchParams();
  const tenant = search.get("tenant") ?? undefined;
  const range = rangeNames.find((name) => name === search.get("range")) ?? "1h";
  const overview = useOverview(tenant);
  const { data } = overview;

  const choose = (name: string, value: string | undefined): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === undefined) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );

  return (
    <div className="page overview">
      <header className="page-head">
        <h1>Overview</h1>
        <TenantChoice tenant={tenant} onChoose={(chosen) => choose("tenant", chosen)} />
      </header>
      {overview.error !== null && (
        <ProblemNotice problem={overview.error} onRetry={() => void overview.refetch()} />
      )}
      <Figures overview={data} tenant={tenant} />
      <div className="overview-first">
        <StuckPanel tenant={tenant} count={data?.counts.byRequestState["stuck"]} />
        <CountsPanel counts={data?.counts} tenant={tenant} />
      </div>
      <ChartsPanel
        tenant={tenant}
        range={range}
        at={data?.at}
        onRange={(chosen) => choose("range", chosen === "1h" ? undefined : chosen)}
      />
      <PlatformsPanel adapters={data?.adapters} at={data?.at} />
    </div>
  );
}
