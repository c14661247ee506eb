export { memoryDatabase } from "./memory/memory-database.ts";
export type { MemoryDatabase } from "./memory/memory-database.ts";
export { memoryStore } from "./memory/memory-store.ts";
export type { MemoryStoreOptions } from "./memory/memory-store.ts";

export { storePromises, storePromisesLeftOut } from "./promises/store-promises.ts";
export type { LeftOutPromise, StorePromise } from "./promises/store-promises.ts";
export type { ReleasedStore, StoreSubject, SubjectPart } from "./promises/store-subject.ts";
