import type { Store } from "@tenure/engine";
import {
  memoryDatabase,
  memoryStore,
  type MemoryDatabase,
  type MemoryStoreOptions,
  type StoreSubject,
} from "@tenure/testing/store";

/** The store in memory as a subject; `wrap` may break what it gives. */
export function memorySubject(
  options: Omit<MemoryStoreOptions, "database"> = {},
  wrap: (store: Store) => Store = (store) => store,
): Required<Omit<StoreSubject, "seed" | "runs" | "releases">> {
  const databases = new WeakMap<Store, MemoryDatabase>();

  async function openOn(database: MemoryDatabase): Promise<Store> {
    const store = wrap(memoryStore({ ...options, database }));
    databases.set(store, database);
    await store.open();
    return store;
  }
  const again = (store: Store): Promise<Store> => openOn(databases.get(store) ?? memoryDatabase());

  return {
    open: () => openOn(memoryDatabase()),
    close: (store) => store.close(),
    crash: again,
    second: (store) => {
      const database = databases.get(store) ?? memoryDatabase();
      const beside = wrap(memoryStore({ database }));
      databases.set(beside, database);
      return beside.open().then(() => beside);
    },
    async reopen(store) {
      await store.close();
      return again(store);
    },
  };
}
