import {
  CONTROL_PATH,
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { Command, Option } from "commander";

import { soleUserOf } from "../sole-user.ts";
import { terminationSignal } from "../termination-signal.ts";
import {
  faultFile,
  instant,
  port,
  rate,
  simulatorOptions,
  type SimulateFlags,
} from "./simulate-options.ts";
import { wholeNumber } from "./whole-number.ts";

const EXAMPLES = `
Examples:
  # the platform alone, with the same ids every time
  tenure simulate connect --port 8088 --seed 7

  # buyers who make two moves a second, and a network as in faults.json
  tenure simulate connect --port 8088 --robot 2 --faults faults.json

  # time that stands still until it is moved
  tenure simulate connect --port 8088 --virtual-time 2026-03-01T12:00:00Z
  curl -X POST -d '{"ms": 3600000}' http://127.0.0.1:8088${CONTROL_PATH}/time/advance

faults.json is a list of faults. Here the last one strikes every tenth call:
  [
    { "kind": "timeout-after", "path": "/approve$", "times": 2 },
    { "kind": "status", "status": 429, "retryAfterSeconds": 1, "after": 50, "times": 5 },
    { "kind": "lost-event", "probability": 0.5 },
    { "kind": "delay", "delayMs": [20, 200], "probability": 0.1 }
  ]`;

/** `tenure simulate connect`: the simulated platform alone, on a port. */
export function simulateCommand(): Command {
  const connect = new Command("connect")
    .description("Serve a simulated CloudBlue Connect on loopback until Ctrl-C.")
    .option("--port <number>", "port to listen on; 0 takes a free one", port, 0)
    .option("--seed <number>", "ids, codes and chance repeat for a seed", wholeNumber, 1)
    .option("--state <file>", "keep the platform's state in this file, and go on from it")
    .option("--faults <file>", "what goes wrong, as a JSON list of faults", faultFile)
    .option("--robot <rate>", "play the buyers, with so many moves a second on average", rate)
    .option("--robot-product <id>", "the product the robot buys (default: the first one)")
    .option("--virtual-time [start]", "time stands still until it is moved", instant)
    .option("--rate-limit <number>", "calls a second for each key; 429 beyond it", rate)
    .option("--control-token <token>", `what calls below ${CONTROL_PATH} must carry as a bearer`)
    .addOption(
      new Option("--webhook-header <name>", "the header webhooks carry their token in")
        .choices(["Authorization", "Authentication"])
        .default("Authorization"),
    )
    .addHelpText("after", EXAMPLES)
    .action(simulate);
  return new Command("simulate")
    .description("Run a simulated platform.")
    .addCommand(connect, { isDefault: true });
}

async function simulate(flags: SimulateFlags): Promise<void> {
  const use = flags.state === undefined ? undefined : soleUserOf(flags.state);
  const simulator = createConnectSimulator(simulatorOptions(flags));
  const listening = await simulator.listen({ port: flags.port });
  const { robot, robotProduct: productId } = flags;
  if (robot !== undefined) {
    simulator.robot.start({ rate: robot, ...(productId === undefined ? {} : { productId }) });
  }
  const control = new URL(CONTROL_PATH, listening.url).href;
  process.stdout.write(
    `Simulated CloudBlue Connect at ${listening.url}\nproduct          ${DEFAULT_PRODUCT_ID}\nvendor key       ${VENDOR_KEY}\ndistributor key  ${DISTRIBUTOR_KEY}\ncontrol          ${control}\n`,
  );
  await new Promise<void>((resolve) => {
    terminationSignal().addEventListener("abort", () => resolve(), { once: true });
  });
  simulator.robot.stop();
  await listening.close();
  use?.release();
}
