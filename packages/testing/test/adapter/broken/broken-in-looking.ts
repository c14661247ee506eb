import type { BrokenAdapter } from "./broken-adapter.ts";

export const brokenInLooking: readonly BrokenAdapter[] = [
  {
    fault: "tells two statuses of one subscription",
    breaks: "looking: what the platform shows of a subscription can be put on record as it is told",
    breaking: (sound) => ({
      async truth(question) {
        const truth = await sound.truth?.(question);
        const draft = { type: "subscription.adopted", status: "draft" } as const;
        return { ...truth, facts: [...(truth?.facts ?? []), draft] };
      },
    }),
  },
  {
    fault: "takes an outage for a subscription that is gone",
    breaks: "looking: a platform that cannot be read is never taken for one that knows nothing",
    breaking: (sound) => ({
      truth: async (question) =>
        (await sound.truth?.(question).catch(() => undefined)) ?? { facts: [] },
    }),
  },
  {
    fault: "fails where it should tell of trouble",
    breaks: "looking: an examination finds that all is well, and tells of trouble without failing",
    breaking: (sound) => ({
      async examine(options) {
        const findings = (await sound.examine?.(options)) ?? [];
        const bad = findings.find(({ state }) => state === "bad");
        if (bad !== undefined) throw new Error(bad.message);
        return findings;
      },
    }),
  },
  {
    fault: "finds everything good",
    breaks: "looking: an examination finds that all is well, and tells of trouble without failing",
    breaking: () => ({
      examine: async () => [{ about: "all", state: "good", message: "All is well." }],
    }),
  },
];
