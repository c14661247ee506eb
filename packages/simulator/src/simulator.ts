import { tooLarge } from "./api/connect-dialect.ts";
import { BASE_PATH } from "./api/routes.ts";
import { answerControl, isControlCall, type Controlled } from "./control/control-api.ts";
import { platformControl, type PlatformControl } from "./control/platform-control.ts";
import { buyerRobotOptions, robotHandlers } from "./control/robot-handlers.ts";
import { sharedHandlers } from "./control/shared-handlers.ts";
import type { ProductDocument } from "./documents/product.ts";
import type { FaultPlan } from "./http/faults.ts";
import { IN_PROCESS, listen, type Listening, type Sender } from "./http/listener.ts";
import { DISTRIBUTOR_KEY } from "./http/roles.ts";
import { mintIdentifier } from "./identifiers.ts";
import type { JsonObject } from "./json-reading.ts";
import { load, type LoadedDocument, type LoadReport } from "./loading/load.ts";
import { place, type PlaceReport } from "./loading/place.ts";
import type { RecordedCall } from "./recorded-call.ts";
import { BuyerRobot } from "./robot/buyer-robot.ts";
import { robotCaller } from "./robot/robot-caller.ts";
import { robotControl, type RobotControl } from "./robot/robot-control.ts";
import { completed } from "./rules/default-product.ts";
import { makeProduct, type NewProduct } from "./rules/product-making.ts";
import { runningPlatform } from "./running-platform.ts";
import type { SimulatorOptions } from "./simulator-options.ts";
import type { SimulatedTime } from "./time/timeline.ts";
import { withReadUploads } from "./uploads/upload-body.ts";
import { listedRequests } from "./views/readings.ts";

/** CloudBlue Connect offline, as far as it concerns fulfillment requests. */
export interface ConnectSimulator {
  /**
   * Answers a call to the API under `/public/v1`, or to the simulator's own below `/_simulator`, whatever the host.
   * Rejects only when a fault drops the connection, or when the request's signal aborts during a fault.
   */
  fetch(request: Request): Promise<Response>;
  /** Serves the same over HTTP. Default a free port on 127.0.0.1. */
  listen(options?: { readonly port?: number; readonly hostname?: string }): Promise<Listening>;
  /** Every call, in the order they were answered, also those before a resume. */
  readonly calls: readonly RecordedCall[];
  /**
   * The fulfillment requests as a read shows each of them now, those that lists hide left out, in the order they were
   * opened. It is no call: nothing is recorded, and no fault strikes. What is due is applied before.
   */
  requests(): readonly JsonObject[];
  /** Takes fulfillment requests as people keep them in files; see `LoadReport` for what became of each. */
  load(documents: readonly LoadedDocument[]): LoadReport;
  /**
   * Puts products, subscriptions, tier configurations and their requests on the platform as they stand, and loads
   * fulfillment requests; see `PlaceReport`.
   */
  place(documents: readonly LoadedDocument[]): PlaceReport;
  /** Puts a product on the platform, in place of one with the same id. The wire has no such call. */
  addProduct(product?: NewProduct): ProductDocument;
  readonly faults: FaultPlan;
  readonly time: SimulatedTime;
  readonly robot: RobotControl;
  /** Acts behind the callers' backs; see `PlatformControl`. */
  readonly control: PlatformControl;
  /** Applies everything due at the clock's time, as the start of each call does. */
  settle(): void;
}

export function createConnectSimulator(options: SimulatorOptions = {}): ConnectSimulator {
  const { platform, exchange, time, faults, address } = runningPlatform(options);
  const answerApi = async (request: Request) => {
    time.look();
    return exchange.answer(await withReadUploads(request));
  };
  const robotParts = {
    call: robotCaller(answerApi, options.distributorKey ?? DISTRIBUTOR_KEY),
    timers: time,
    clock: time,
    seed: platform.seed,
  };
  const robot: RobotControl = robotControl((wanted) => new BuyerRobot(robotParts, wanted));
  const { calls } = exchange;
  const controlled: Controlled = {
    handlers: {
      ...sharedHandlers({ time, faults, calls }),
      ...robotHandlers(robot, buyerRobotOptions),
    },
    token: options.controlToken,
  };
  const answer = async (request: Request, { isLocal }: Sender) =>
    isControlCall(request) ? answerControl(controlled, request, isLocal) : answerApi(request);
  return {
    calls,
    faults,
    time,
    robot,
    fetch: async (request) => answer(request, IN_PROCESS),
    listen: async (where) => {
      const listening = await listen({ answer, basePath: BASE_PATH, tooLarge }, where);
      address.url = listening.url;
      return listening;
    },
    requests: () => {
      exchange.settle();
      return listedRequests(platform);
    },
    load: (documents) => exchange.keep(() => load(platform, documents)),
    place: (documents) => exchange.keep(() => place(platform, documents)),
    addProduct: (product = {}) =>
      exchange.keep(
        () =>
          makeProduct(
            platform,
            completed(product, product.id ?? mintIdentifier(platform, "product")),
          ).document,
      ),
    control: platformControl(platform, (change) => exchange.keep(change)),
    settle: () => exchange.settle(),
  };
}
