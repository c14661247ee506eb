import type { ReactNode } from "react";
import { Link } from "wouter";

import { durationText } from "../design/duration.ts";
import { Skeleton } from "../design/skeleton.tsx";
import { numberText } from "../design/words.ts";
import { requestStates, type Counts, type Overview, type Work } from "../service/answers.ts";
import { queryText } from "../service/query-text.ts";

import "./figures.css";

interface FigureProps {
  readonly name: string;
  readonly title: string;
  readonly value: string | undefined;
  readonly href?: string;
  readonly isBad?: boolean;
}

function Figure({ name, title, value, href, isBad = false }: FigureProps) {
  const shown: ReactNode = value ?? <Skeleton width="3em" />;
  return (
    <div className={isBad ? "figure figure-bad" : "figure"} title={title}>
      <dt>{name}</dt>
      <dd>
        {href === undefined || value === undefined ? shown : <Link href={href}>{shown}</Link>}
      </dd>
    </div>
  );
}

const count = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : numberText(value);
const lag = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : durationText(value);

interface SubscriptionFiguresProps {
  readonly counts: Counts | undefined;
  readonly tenant: string | undefined;
}

function SubscriptionFigures({ counts, tenant }: SubscriptionFiguresProps) {
  const to = (requestState?: string): string =>
    `/subscriptions${queryText({ requestState, tenant })}`;
  const stuck = counts?.byRequestState["stuck"];
  const open = counts && counts.total - (counts.byRequestState["none"] ?? 0);
  return (
    <>
      <Figure name="Subscriptions" title="All there are" value={count(counts?.total)} href={to()} />
      <Figure
        name="Open requests"
        title="Subscriptions with a request in progress"
        value={count(open)}
        href={to(requestStates.filter((state) => state !== "none").join(","))}
      />
      <Figure
        name="Stuck"
        title="Subscriptions whose request waits for an operator"
        value={count(stuck)}
        href={to("stuck")}
        isBad={stuck !== undefined && stuck > 0}
      />
    </>
  );
}

function WorkFigures({ work }: { readonly work: Work | undefined }) {
  return (
    <>
      <Figure
        name="Outbox"
        title="Effects that are still to be performed, of all tenants"
        value={count(work?.backlog)}
      />
      <Figure
        name="Outbox lag"
        title="How long the effect longest due has waited"
        value={lag(work?.outboxLag)}
      />
      <Figure
        name="Timer lag"
        title="How long the timer longest due has waited"
        value={lag(work?.timerLag)}
      />
    </>
  );
}

interface FiguresProps {
  readonly overview: Overview | undefined;
  readonly tenant: string | undefined;
}

/** The figures by which one sees whether all is well. */
export function Figures({ overview, tenant }: FiguresProps) {
  const work = overview?.work;
  return (
    <dl className="figures">
      <SubscriptionFigures counts={overview?.counts} tenant={tenant} />
      {work !== null && <WorkFigures work={work} />}
    </dl>
  );
}
