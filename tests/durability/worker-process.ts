import { startChild, type ChildProcess } from "./child-process.ts";

/** What a worker is told. */
export interface WorkerSetting {
  readonly store:
    | { readonly file: string }
    | { readonly connectionString: string; readonly schema: string };
  readonly platformUrl: string;
  readonly vendorUrl: string;
  readonly leaseMilliseconds: number;
}

/** Starts an engine between a platform and a vendor's service, in a process of its own. */
export function startWorker(setting: WorkerSetting): ChildProcess {
  return startChild("worker.ts", "WORKER_SETTING", setting);
}
