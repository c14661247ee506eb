export { adapterPromises, adapterPromisesLeftOut } from "./adapter-promises.ts";
export type { AdapterPromise, LeftOutAdapterPromise } from "./adapter-promises.ts";
export type {
  AdapterPart,
  AdapterPlatform,
  AdapterSubject,
  AdapterTask,
  PlatformAnswer,
  PlatformNews,
  PlatformPart,
} from "./adapter-subject.ts";
