import type { ChildProcess } from "./child-process.ts";

const pause = async (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Several processes on one store, among which one or another is killed, or paused past its leases. */
export class Crew implements AsyncDisposable {
  readonly #start: (number: number) => ChildProcess;
  readonly #members: ChildProcess[];
  #started: number;
  kills = 0;
  pauses = 0;

  /** @param start starts a member; members are counted from 0, those that replace others too */
  constructor(size: number, start: (number: number) => ChildProcess) {
    this.#start = start;
    this.#started = size;
    this.#members = Array.from({ length: size }, (_, number) => start(number));
  }

  async started(): Promise<void> {
    await Promise.all(this.#members.map(async ({ started }) => started));
  }

  /** Kills one and starts another in its place. */
  async kill(which: number): Promise<void> {
    const member = this.#members[which];
    member?.signal("SIGKILL");
    const end = await member?.ended;
    if (end !== "SIGKILL") {
      throw new Error(`A process ended by itself (${end}):\n${member?.complaints()}`);
    }
    this.#members[which] = this.#start(this.#started);
    this.#started += 1;
    this.kills += 1;
  }

  /** Stops one where it stands, and lets it go on later as if nothing had happened. */
  async pause(which: number, milliseconds: number): Promise<void> {
    const member = this.#members[which];
    member?.signal("SIGSTOP");
    await pause(milliseconds);
    member?.signal("SIGCONT");
    this.pauses += 1;
  }

  /** Asks all to end, and waits until they did. */
  async end(): Promise<void> {
    // One that has only just begun does not know yet how to end.
    await this.started();
    for (const member of this.#members) member.signal("SIGTERM");
    for (const member of this.#members) {
      const end = await member.ended;
      if (end !== 0) throw new Error(`A process ended with ${end}:\n${member.complaints()}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const member of this.#members) member.signal("SIGKILL");
    for (const member of this.#members) await member.ended;
  }
}

/** Troubles a crew so many times, each time after a short while; restarts the database now and then. */
export async function trouble(
  crew: Crew,
  options: {
    readonly size: number;
    readonly troubles: number;
    /** A pause is longer than this, in milliseconds. */
    readonly leaseMilliseconds: number;
    readonly restart: () => Promise<void>;
    readonly random: () => number;
  },
): Promise<number> {
  const { size, troubles, leaseMilliseconds, restart, random } = options;
  let restarts = 0;
  for (let count = 0; count < troubles; count += 1) {
    const which = Math.floor(random() * size);
    await pause(random() * 250);
    // In turn, so that none of them is left to chance.
    const kind = count % 8;
    if (kind === 5) {
      await restart();
      restarts += 1;
    } else if (kind % 2 === 0) await crew.kill(which);
    else await crew.pause(which, leaseMilliseconds * (1.2 + random()));
  }
  return restarts;
}
