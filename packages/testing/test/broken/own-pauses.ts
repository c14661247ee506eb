import type { Store } from "@tenure/engine";

/** Keeps the pauses to itself. */
export function ownPauses(sound: Store): Partial<Store> {
  const own = new Map<string | null, Awaited<ReturnType<Store["pauses"]>>[number]>();
  const isPaused = (adapter: string): boolean => own.has(null) || own.has(adapter);
  return {
    pause: async (pause) => void own.set(pause.adapter, pause),
    resume: async (adapter) => own.delete(adapter),
    pauses: async () => [...own.values()],
    claim: ({ adapters, ...request }) =>
      sound.claim({ ...request, adapters: adapters.filter(({ adapter }) => !isPaused(adapter)) }),
    nextWake: (adapters) => sound.nextWake(adapters.filter((adapter) => !isPaused(adapter))),
  };
}
