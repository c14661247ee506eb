import {
  CONTROL_PATH,
  createConnectSimulator,
  DEFAULT_PRODUCT_ID,
  DISTRIBUTOR_KEY,
  VENDOR_KEY,
} from "@tenure/simulator";
import { Command, Option } from "commander";

import { exitCodeHelp } from "./exit-codes.ts";
import { serveUntilEnded } from "./serve-until-ended.ts";
import { simulateCleverbridgeCommand } from "./simulate-cleverbridge.ts";
import {
  rate,
  simulatorOptions,
  withCommonOptions,
  type ConnectFlags,
} from "./simulate-options.ts";

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
  ]
${exitCodeHelp}`;

const HELP = `
Examples:
  tenure simulate --port 8088
  tenure simulate cleverbridge --port 8089 --robot 2
  tenure simulate connect --help
${exitCodeHelp}`;

/** `tenure simulate`: a simulated platform alone, on a port; Connect unless told otherwise. */
export function simulateCommand(): Command {
  const connect = withCommonOptions(new Command("connect"))
    .description("Serve a simulated CloudBlue Connect on loopback until Ctrl-C.")
    .option("--robot <rate>", "play the buyers, with so many moves a second on average", rate)
    .option("--robot-product <id>", "the product the robot buys (default: the first one)")
    .option("--rate-limit <number>", "calls a second for each key; 429 beyond it", rate)
    .addOption(
      new Option("--webhook-header <name>", "the header webhooks carry their token in")
        .choices(["Authorization", "Authentication"])
        .default("Authorization"),
    )
    .addHelpText("after", EXAMPLES)
    .action(simulate);
  return new Command("simulate")
    .description("Run a simulated platform.")
    .addHelpText("after", HELP)
    .addCommand(connect, { isDefault: true })
    .addCommand(simulateCleverbridgeCommand());
}

async function simulate(flags: ConnectFlags): Promise<void> {
  await serveUntilEnded(
    flags,
    () => createConnectSimulator(simulatorOptions(flags)),
    (simulator, url) => {
      const { robot, robotProduct: productId } = flags;
      if (robot !== undefined) {
        simulator.robot.start({ rate: robot, ...(productId === undefined ? {} : { productId }) });
      }
      const control = new URL(CONTROL_PATH, url).href;
      return `Simulated CloudBlue Connect at ${url}\nproduct          ${DEFAULT_PRODUCT_ID}\nvendor key       ${VENDOR_KEY}\ndistributor key  ${DISTRIBUTOR_KEY}\ncontrol          ${control}\n`;
    },
  );
}
