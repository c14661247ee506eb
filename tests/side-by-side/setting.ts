/** What the kit's loop and Tenure are told, in the variable `SIDE` of their environment. */
export interface SideSetting {
  readonly platformUrl: string;
  readonly vendorUrl: string;
  /** Where Tenure keeps its record; the loop keeps none. */
  readonly file: string;
}

export function readSetting(): SideSetting {
  return JSON.parse(process.env["SIDE"] ?? "{}") as SideSetting;
}
