import type { Store } from "@tenure/engine";

export interface BrokenStore {
  readonly fault: string;
  /** The group of promises that has to notice. */
  readonly group: string;
  /** What it does in place of the sound store that it is made from. */
  readonly breaking: (sound: Store) => Partial<Store>;
}

/** The sound store, with some verbs replaced. */
export function broken(sound: Store, breaking: BrokenStore["breaking"]): Store {
  const replaced: Partial<Record<PropertyKey, unknown>> = { ...breaking(sound) };
  return new Proxy(sound, {
    get(target, name) {
      const value: unknown = replaced[name] ?? Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

export async function versionIn(store: Store, key: string): Promise<number> {
  const [found] = await store.load([{ key }]);
  return found?.record?.version ?? 0;
}
