export { adapterPromises, adapterPromisesLeftOut } from "./adapter-promises.ts";
export type { AdapterPromise, LeftOutAdapterPromise } from "./adapter-promises.ts";
export type {
  AdapterPart,
  AdapterPlatform,
  AdapterSubject,
  AdapterTask,
  PlatformAnswer,
  PlatformNews,
} from "./adapter-subject.ts";
