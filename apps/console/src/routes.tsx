import { lazy, useEffect, type ReactNode } from "react";
import { Link, Route, Switch } from "wouter";

import { Empty } from "./design/empty.tsx";

const OverviewPage = lazy(async () => ({
  default: (await import("./overview/page.tsx")).OverviewPage,
}));
const SubscriptionsPage = lazy(async () => ({
  default: (await import("./subscriptions/page.tsx")).SubscriptionsPage,
}));
const SubscriptionPage = lazy(async () => ({
  default: (await import("./subscription/page.tsx")).SubscriptionPage,
}));
const InspectorPage = lazy(async () => ({
  default: (await import("./inspector/page.tsx")).InspectorPage,
}));

/** Stands alone: a window that a program opened to be looked into. */
export const InspectorWindowPage = lazy(async () => ({
  default: (await import("./inspector/window-page.tsx")).InspectorWindowPage,
}));

interface TitledProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Titled({ title, children }: TitledProps) {
  useEffect(() => {
    document.title = `${title} · Tenure`;
  }, [title]);
  return children;
}

/** Each page of the shell is loaded when it is gone to. */
export function ShellRoutes() {
  return (
    <Switch>
      <Route path="/">
        <Titled title="Overview">
          <OverviewPage />
        </Titled>
      </Route>
      <Route path="/subscriptions">
        <Titled title="Subscriptions">
          <SubscriptionsPage />
        </Titled>
      </Route>
      <Route path="/subscriptions/:key">
        {({ key }) => (
          <Titled title={key}>
            <SubscriptionPage />
          </Titled>
        )}
      </Route>
      <Route path="/inspector">
        <Titled title="Inspector">
          <InspectorPage />
        </Titled>
      </Route>
      <Route>
        <Empty title="There is no such page.">
          <Link href="/">To the overview</Link>
        </Empty>
      </Route>
    </Switch>
  );
}
