import {
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { Command, InvalidArgumentError } from "commander";

import { soleUserOf } from "../sole-user.ts";
import { terminationSignal } from "../termination-signal.ts";
import { wholeNumber } from "./whole-number.ts";

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError("Expected a port from 0 to 65535.");
}

/** `tenure simulate connect`: the simulated platform alone, on a port. */
export function simulateCommand(): Command {
  const connect = new Command("connect")
    .description("Serve a simulated CloudBlue Connect on loopback until Ctrl-C.")
    .option("--port <number>", "port to listen on; 0 takes a free one", port, 0)
    .option("--seed <number>", "ids and codes repeat for a seed", wholeNumber, 1)
    .option("--state <file>", "keep the platform's state in this file, and go on from it")
    .addHelpText("after", "\nExample:\n  tenure simulate connect --port 8088 --seed 7")
    .action(async (options: { port: number; seed: number; state?: string }) => {
      const { state, seed } = options;
      const use = state === undefined ? undefined : soleUserOf(state);
      const simulator = createConnectSimulator({
        seed,
        ...(state === undefined ? {} : { file: state }),
      });
      const listening = await simulator.listen({ port: options.port });
      process.stdout.write(
        `Simulated CloudBlue Connect at ${listening.url}\nproduct          ${DEFAULT_PRODUCT_ID}\nvendor key       ${VENDOR_KEY}\ndistributor key  ${DISTRIBUTOR_KEY}\n`,
      );
      await new Promise<void>((resolve) => {
        terminationSignal().addEventListener("abort", () => resolve(), { once: true });
      });
      await listening.close();
      use?.release();
    });
  return new Command("simulate")
    .description("Run a simulated platform.")
    .addCommand(connect, { isDefault: true });
}
