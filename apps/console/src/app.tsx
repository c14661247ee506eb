import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { Route, Switch } from "wouter";

import { InspectorWindowPage, ShellRoutes } from "./routes.tsx";
import { createQueries } from "./service/queries.ts";
import { Shell } from "./shell/shell.tsx";

/** The whole console. */
export function App() {
  const [queries] = useState(createQueries);
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        <Route path="/inspector/window">
          <Suspense fallback={null}>
            <InspectorWindowPage />
          </Suspense>
        </Route>
        <Route>
          <Shell>
            <ShellRoutes />
          </Shell>
        </Route>
      </Switch>
    </QueryClientProvider>
  );
}
