import type { Listening } from "@tenure/simulator";

import { soleUserOf } from "../sole-user.ts";
import { terminationSignal } from "../termination-signal.ts";

/** As much of a simulator as it takes to serve it. */
interface Serveable {
  listen(where: { readonly port: number }): Promise<Listening>;
  readonly robot: { stop(): void };
}

/** Serves a simulator on loopback until Ctrl-C. Only this process works with its state meanwhile. */
export async function serveUntilEnded<S extends Serveable>(
  { port, state }: { readonly port: number; readonly state?: string },
  make: () => S,
  /** Sets it going, and says what is printed. */
  begin: (simulator: S, url: string) => string,
): Promise<void> {
  const use = state === undefined ? undefined : soleUserOf(state);
  const simulator = make();
  const listening = await simulator.listen({ port });
  process.stdout.write(begin(simulator, listening.url));
  await new Promise<void>((resolve) => {
    terminationSignal().addEventListener("abort", () => resolve(), { once: true });
  });
  simulator.robot.stop();
  await listening.close();
  use?.release();
}
