import type { World, WorldCall } from "./world.ts";

/** When a worker is killed: a while after something, or in the middle of a call. */
export type KillMoment =
  | { readonly type: "time"; readonly after: "spawn" | "start"; readonly milliseconds: number }
  | {
      readonly type: "call";
      readonly matches: RegExp;
      /** The call of that kind, counted from 0. */
      readonly nth: number;
      /** Before: the call is not carried out. After: it is, and its answer is lost. */
      readonly phase: "before" | "after";
    };

const calls = [
  /vendor/u,
  /POST .*\/approve/u,
  /POST .*\/fail/u,
  /PUT /u,
  /GET .*\/requests\/PR/u,
  /./u,
];

/** A moment for the next kill: half of them in the middle of a call, where things can be lost or doubled. */
export function killMoment(random: () => number): KillMoment {
  const choice = random();
  if (choice < 0.1) return { type: "time", after: "spawn", milliseconds: random() * 400 };
  if (choice < 0.4) return { type: "time", after: "start", milliseconds: random() * 250 };
  return {
    type: "call",
    matches: calls[Math.floor(random() * calls.length)] ?? /./u,
    nth: Math.floor(random() * 4),
    phase: random() < 0.5 ? "before" : "after",
  };
}

const textOf = ({ to, method, path }: WorldCall): string => `${to} ${method} ${path}`;

/** Has the world kill at the call; resolves once it did. */
export function killAtCall(
  world: World,
  moment: Extract<KillMoment, { type: "call" }>,
  kill: () => void,
): Promise<void> {
  let seen = 0;
  return new Promise((resolve) => {
    world.witness = (call, phase) => {
      if (phase !== moment.phase || !moment.matches.test(textOf(call))) return undefined;
      seen += 1;
      if (seen <= moment.nth) return undefined;
      world.witness = undefined;
      kill();
      resolve();
      return "drop";
    };
  });
}
