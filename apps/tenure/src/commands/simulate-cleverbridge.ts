import {
  CLEVERBRIDGE_PASSWORD,
  CLEVERBRIDGE_PRODUCT_ID,
  CLEVERBRIDGE_USER,
  CONTROL_PATH,
  createCleverbridgeSimulator,
  OLD_STATUS_NUMBERS,
  type CleverbridgeSimulatorOptions,
  type NotificationTarget,
} from "@tenure/simulator/cleverbridge";
import { Command } from "commander";

import { exitCodeHelp } from "./exit-codes.ts";
import { serveUntilEnded } from "./serve-until-ended.ts";
import {
  commonOptions,
  probability,
  rate,
  withCommonOptions,
  type CommonFlags,
} from "./simulate-options.ts";
import { webAddress } from "./web-address.ts";

const EXAMPLES = `
Examples:
  # the platform alone, with the same ids every time
  tenure simulate cleverbridge --port 8089 --seed 7

  # customers who make two moves a second, every tenth charge declined, notifications to a service of yours
  tenure simulate cleverbridge --port 8089 --robot 2 --declined 0.1 --notify http://127.0.0.1:3000/cleverbridge

  # time that stands still until it is moved: a subscription is bought, and a month passes
  tenure simulate cleverbridge --port 8089 --virtual-time 2026-03-01T12:00:00Z
  curl -X POST -d '{"items": [{"productId": ${CLEVERBRIDGE_PRODUCT_ID}}]}' http://127.0.0.1:8089${CONTROL_PATH}/subscriptions
  curl -X POST -d '{"ms": 2678400000}' http://127.0.0.1:8089${CONTROL_PATH}/time/advance

Receivers that want Basic authentication: NOTIFICATION_USERNAME and NOTIFICATION_PASSWORD in the environment.

A file for --faults is a list of faults:
  [
    { "kind": "timeout-after", "path": "/deactivatesubscriptionitems$", "times": 2 },
    { "kind": "status", "status": 500, "after": 50, "times": 5 },
    { "kind": "lost-event", "probability": 0.5 },
    { "kind": "delay", "delayMs": [20, 200], "probability": 0.1 }
  ]
${exitCodeHelp}`;

interface CleverbridgeFlags extends CommonFlags {
  readonly rateLimit?: number | false;
  readonly declined?: number;
  readonly notify?: string;
  readonly oldStatusNumbers: boolean;
}

/** `tenure simulate cleverbridge`: the simulated platform alone, on a port. */
export function simulateCleverbridgeCommand(): Command {
  const command = new Command("cleverbridge").description(
    "Serve a simulated cleverbridge Subscription API on loopback until Ctrl-C.",
  );
  return withCommonOptions(command)
    .option("--robot <rate>", "play the customers, with so many moves a second on average", rate)
    .option("--rate-limit <number>", "calls a second for each address (default: 30)", rate)
    .option("--no-rate-limit", "any number of calls, as in virtual time")
    .option("--declined <probability>", "how likely a charge is declined", probability)
    .option("--notify <url>", "where notifications are posted", webAddress)
    .option("--old-status-numbers", "the numbers of the older guide for statuses", false)
    .addHelpText("after", EXAMPLES)
    .action(simulateCleverbridge);
}

async function simulateCleverbridge(flags: CleverbridgeFlags): Promise<void> {
  await serveUntilEnded(
    flags,
    () => createCleverbridgeSimulator(optionsOf(flags)),
    (simulator, url) => {
      if (flags.robot !== undefined) simulator.robot.start({ rate: flags.robot });
      return `Simulated cleverbridge at ${url}\nproduct   ${CLEVERBRIDGE_PRODUCT_ID}\nuser      ${CLEVERBRIDGE_USER}\npassword  ${CLEVERBRIDGE_PASSWORD}\ncontrol   ${url}${CONTROL_PATH}\n`;
    },
  );
}

function optionsOf(flags: CleverbridgeFlags): CleverbridgeSimulatorOptions {
  const { rateLimit, declined, notify, oldStatusNumbers } = flags;
  return {
    ...commonOptions(flags),
    ...(rateLimit === undefined
      ? {}
      : { rateLimit: rateLimit === false ? rateLimit : { perSecond: rateLimit } }),
    ...(declined === undefined ? {} : { payments: { declined } }),
    ...(notify === undefined ? {} : { notifications: receiverAt(notify) }),
    ...(oldStatusNumbers ? { quirks: { statusNumbers: OLD_STATUS_NUMBERS } } : {}),
  };
}

function receiverAt(url: string): NotificationTarget {
  const username = process.env["NOTIFICATION_USERNAME"];
  const password = process.env["NOTIFICATION_PASSWORD"];
  return {
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
}
