import { leaseTime, type Fleet, type Vessel } from "./fleet.ts";
import type { Network } from "./journey.ts";
import type { Life } from "./life.ts";
import type { Operator } from "./operator.ts";
import { switchCapability } from "./products.ts";
import type { Scheduler } from "./scheduler.ts";
import type { SeededRandom } from "./seeded-random.ts";

const enginesAtMost = 3;
const misfortunesAtMost = 6;

type Misfortune = "crash" | "standstill" | "second" | "relay";

export interface MisfortuneParts {
  readonly scheduler: Scheduler;
  readonly fleet: Fleet;
  /** Outlives all engines. */
  readonly outside: Life;
  readonly network: Network;
  readonly operator: Operator;
  readonly random: SeededRandom;
}

/** What happens to engines: between any two steps of the world, as the seed has it. */
export class Misfortunes {
  readonly #parts: MisfortuneParts;
  readonly #chance: number;
  #left: number;

  constructor(parts: MisfortuneParts) {
    this.#parts = parts;
    this.#left = parts.random.below(misfortunesAtMost + 1);
    this.#chance = 1 / parts.random.between(40, 500);
  }

  /** Starts the first engines, and from then on they happen. */
  begin(enginesAtFirst?: number): void {
    const { fleet, network, random: luck } = this.#parts;
    const usual = luck.chance(0.15) ? 2 : 1;
    const engines = enginesAtFirst ?? usual;
    if (engines > 1) network.weather.count("two engines at once");
    for (let launched = 0; launched < engines; launched += 1) void fleet.launch();
    this.#parts.scheduler.beforeStep = () => {
      const { random } = this.#parts;
      if (this.#left === 0 || !random.chance(this.#chance)) return;
      this.#left -= 1;
      this.#strike(
        random.pick(["crash", "crash", "crash", "standstill", "standstill", "second", "relay"]),
      );
    };
    void this.#outages();
    void this.#switches();
    void this.#pauses();
  }

  /** No more of them; one engine goes on, or a new one starts on what the others left. */
  async end(): Promise<void> {
    const { scheduler, fleet, operator, random } = this.#parts;
    scheduler.beforeStep = () => undefined;
    const vessels = [...fleet.afloat];
    for (const { life } of vessels) life.resume();
    const kept = random.chance(0.5) ? vessels.find(({ isServing }) => isServing) : undefined;
    for (const vessel of vessels) {
      if (vessel === kept) continue;
      if (vessel.isServing && random.chance(0.5)) await this.#stop(vessel);
      else vessel.life.end();
    }
    if (kept === undefined) await fleet.launch();
    await operator.resume();
  }

  #strike(misfortune: Misfortune): void {
    const { fleet, random, network } = this.#parts;
    const running = fleet.afloat.filter(({ life }) => life.state === "running");
    if (running.length === 0) return;
    const vessel = random.pick(running);
    switch (misfortune) {
      case "crash":
        network.weather.count("crash");
        vessel.life.end();
        this.#launchSoon();
        break;
      case "standstill":
        void this.#standStill(vessel);
        break;
      case "second":
        network.weather.count("two engines at once");
        this.#launchSoon();
        break;
      case "relay":
        void this.#relay(vessel);
        break;
    }
  }

  #launchSoon(): void {
    const { fleet, outside, random } = this.#parts;
    void (async () => {
      await outside.clock.sleep(random.chance(0.3) ? 0 : random.between(1, 4000));
      if (fleet.afloat.length < enginesAtMost) await fleet.launch();
    })();
  }

  async #standStill({ life }: Vessel): Promise<void> {
    const { outside, random, network } = this.#parts;
    const still = random.between(leaseTime / 2, leaseTime * 3);
    if (still > leaseTime) network.weather.count("engine stood still past its lease");
    life.pause();
    if (random.chance(0.8)) this.#launchSoon();
    await outside.clock.sleep(still);
    life.resume();
  }

  async #relay(vessel: Vessel): Promise<void> {
    if (!vessel.isServing) return;
    this.#parts.network.weather.count("engine stopped and another started");
    this.#launchSoon();
    await this.#stop(vessel);
  }

  async #stop(vessel: Vessel): Promise<void> {
    const { outside, random } = this.#parts;
    vessel.isServing = false;
    vessel.life.note("is told to stop");
    const stopped = vessel.engine.stop({ deadlineMilliseconds: random.between(0, 8000) });
    // A store that fails meanwhile, or a crash, must not hold up the others.
    await Promise.race([stopped.catch(() => undefined), outside.clock.sleep(60_000)]);
    vessel.life.end();
  }

  async #switches(): Promise<void> {
    const { network, outside, random } = this.#parts;
    for (let isOn = false; random.chance(0.35); isOn = !isOn) {
      await outside.clock.sleep(random.between(5000, 50_000));
      if (network.weather.isOver) return;
      network.weather.count("capability switched");
      outside.note(`a capability is switched ${isOn ? "on" : "off"}`);
      switchCapability(network.platform.simulator, isOn);
    }
  }

  async #pauses(): Promise<void> {
    const { network, outside, operator, random } = this.#parts;
    if (!random.chance(0.15)) return;
    await outside.clock.sleep(random.between(5000, 50_000));
    if (network.weather.isOver) return;
    network.weather.count("adapter paused");
    await operator.pauseFor(random.between(500, 20_000));
  }

  async #outages(): Promise<void> {
    const { network, outside, random } = this.#parts;
    for (;;) {
      await outside.clock.sleep(random.between(1000, 40_000));
      if (network.weather.isOver) return;
      if (network.weather.strikesHarder("outage")) {
        network.outage.until = outside.clock.now() + random.between(2000, 60_000);
        network.outage.hangs = random.chance(0.3);
        outside.note(`the platform is out of reach${network.outage.hangs ? ", calls hang" : ""}`);
      }
    }
  }
}
