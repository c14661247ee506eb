import { answerControl, isControlCall } from "../control/control-api.ts";
import { robotHandlers } from "../control/robot-handlers.ts";
import { sharedHandlers } from "../control/shared-handlers.ts";
import type { FaultPlan } from "../http/faults.ts";
import { IN_PROCESS, listen, type Listening, type Sender } from "../http/listener.ts";
import type { JsonObject } from "../json-reading.ts";
import type { LoadedDocument } from "../loading/load.ts";
import type { RecordedCall } from "../recorded-call.ts";
import { robotControl, type RobotControl } from "../robot/robot-control.ts";
import type { SimulatedTime } from "../time/timeline.ts";
import type { CleverbridgeSimulatorOptions } from "./cleverbridge-options.ts";
import { cleverbridgeControl, type CleverbridgeControl } from "./control/cleverbridge-control.ts";
import { cleverbridgeHandlers } from "./control/cleverbridge-handlers.ts";
import { buy, type Order } from "./customers/buy.ts";
import { customerControl, type CustomerControl } from "./customers/customer-control.ts";
import { makeProduct, type NewCleverbridgeProduct } from "./customers/products.ts";
import { tooLarge, type CleverbridgeCaller } from "./http/cleverbridge-dialect.ts";
import { placeSubscriptions, type PlacedSubscriptions } from "./loading/place-subscriptions.ts";
import type { NotificationTarget } from "./notifications/notification-target.ts";
import { sentNotifications, type SentNotification } from "./notifications/sent-notifications.ts";
import { findSubscription } from "./records.ts";
import {
  CustomerRobot,
  type CustomerRobotOptions,
  type CustomerRobotTally,
} from "./robot/customer-robot.ts";
import { runningWorld, type RunningWorld } from "./running-world.ts";
import { subscriptionView } from "./views/subscription-view.ts";

/** cleverbridge's Subscription API offline. */
export interface CleverbridgeSimulator {
  /**
   * Answers a call to the API under `/subscription`, or to the simulator's own below `/_simulator`, whatever the host.
   * Rejects only when a fault drops the connection, or when the request's signal aborts during a fault.
   */
  fetch(request: Request): Promise<Response>;
  /** Serves the same over HTTP. Default a free port on 127.0.0.1. The URL has no path. */
  listen(options?: { readonly port?: number; readonly hostname?: string }): Promise<Listening>;
  /** Every call, in the order they were answered, also those before a resume. */
  readonly calls: readonly RecordedCall<CleverbridgeCaller>[];
  /**
   * Carries out an order as the checkout does. Gives the subscription's id, its digits without the S. Throws a
   * `RangeError` for numbers that are none.
   */
  buy(order: Order): string;
  /** Puts a product on sale, in place of one with the same id. Gives its id. */
  addProduct(product?: NewCleverbridgeProduct): number;
  /** Puts subscriptions on the platform as their documents tell; see `PlacedSubscriptions`. */
  place(documents: readonly LoadedDocument[]): PlacedSubscriptions;
  /** The document as `getsubscription` shows it now, with all versions of items. Throws when there is none. */
  subscription(id: string | number): JsonObject;
  /** From now on notifications are sent to a receiver, in place of the one before; to nobody when left out. */
  notifications(target?: NotificationTarget): void;
  /** Every notification that came up, in order, and how far its delivery has got. */
  notified(): readonly SentNotification[];
  /** What the customer does on cleverbridge's own pages. */
  readonly customer: CustomerControl;
  /** Acts behind everybody's back; see `CleverbridgeControl`. */
  readonly control: CleverbridgeControl;
  /** Plays the customers. */
  readonly robot: RobotControl<CustomerRobotOptions, CustomerRobotTally>;
  readonly faults: FaultPlan;
  readonly time: SimulatedTime;
  /** Applies everything due at the clock's time, as the start of each call does. */
  settle(): void;
}

export function createCleverbridgeSimulator(
  options: CleverbridgeSimulatorOptions = {},
): CleverbridgeSimulator {
  const running = runningWorld(options);
  const { exchange, time, faults } = running;
  const { calls } = exchange;
  const acts = actsOn(running);
  const robot = robotOf(running, acts);
  const controlled = {
    handlers: {
      ...sharedHandlers({ time, faults, calls }),
      ...robotHandlers<CustomerRobotOptions>(robot, (common) => common),
      ...cleverbridgeHandlers(acts),
    },
    token: options.controlToken,
  };
  const answer = async (request: Request, { address, isLocal }: Sender) => {
    if (isControlCall(request)) return answerControl(controlled, request, isLocal);
    time.look();
    return exchange.answer(request, address);
  };
  return {
    ...acts,
    calls,
    faults,
    time,
    robot,
    fetch: async (request) => answer(request, IN_PROCESS),
    listen: async (where) => listen({ answer, basePath: "", tooLarge }, where),
    settle: () => exchange.settle(),
  };
}

type Acts = Omit<
  CleverbridgeSimulator,
  "calls" | "faults" | "time" | "robot" | "fetch" | "listen" | "settle"
>;

/** What can be done to a platform but for calling its API. What is due has happened before. */
function actsOn({ world, exchange, delivery, logins }: RunningWorld): Acts {
  const keep = <T>(change: () => T): T => {
    exchange.settle();
    return exchange.keep(change);
  };
  return {
    buy: (order) => keep(() => String(buy(world, order).id)),
    addProduct: (product = {}) => keep(() => makeProduct(world, product).id),
    place: (documents) => keep(() => placeSubscriptions(world, documents)),
    subscription: (id) => subscriptionView(findSubscription(world, id), world.quirks, false),
    notifications: (target) => {
      world.told.target = target;
      delivery.resume();
    },
    notified: () => sentNotifications(world),
    customer: customerControl(world, keep),
    control: cleverbridgeControl(world, logins, keep),
  };
}

function robotOf(
  { world, time }: RunningWorld,
  acts: Acts,
): RobotControl<CustomerRobotOptions, CustomerRobotTally> {
  const parts = {
    ...acts,
    look: (id: string) => world.store.get("subscriptions", id),
    timers: time,
    clock: time,
    seed: world.seed,
  };
  return robotControl((options) => new CustomerRobot(parts, options));
}
