import type { AddressInfo } from "node:net";

import { createViteServer } from "vitest/node";

/** Serves the pages of this folder, with the packages they import. */
export async function servePages() {
  const server = await createViteServer({
    configFile: false,
    root: new URL("pages", import.meta.url).pathname,
    cacheDir: new URL("../node_modules/.cache/inspector-pages", import.meta.url).pathname,
    logLevel: "error",
    resolve: { conditions: ["@tenure/source"] },
    optimizeDeps: { include: ["@statelyai/inspect", "xstate"] },
    server: { host: "127.0.0.1", port: 0, strictPort: false, fs: { strict: false }, hmr: false },
  });
  await server.listen();
  const address = server.httpServer?.address() as AddressInfo | undefined;
  return {
    url: (page: string) => `http://127.0.0.1:${address?.port}/${page}`,
    [Symbol.asyncDispose]: async () => server.close(),
  };
}
