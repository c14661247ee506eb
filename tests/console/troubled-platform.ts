import { scriptedPlatform, type ScriptedPlatform } from "../service/scripted-platform.ts";

export interface TroubledPlatform extends ScriptedPlatform {
  /** Whether the vendor refuses to fulfill anything. */
  isRefusing: boolean;
}

/** A platform whose vendor refuses until the trouble is over. */
export function troubledPlatform(name: string): TroubledPlatform {
  const scripted = scriptedPlatform(name);
  const platform: TroubledPlatform = {
    ...scripted,
    isRefusing: true,
    async perform(call) {
      if (!platform.isRefusing || call.effect.type !== "fulfillRequest")
        return scripted.perform(call);
      const error = { code: "vendor_said_no", message: "Jane Doe is unknown" };
      return { type: "refused", error };
    },
  };
  return platform;
}
