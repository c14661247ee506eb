import type { Hint } from "./hint.ts";

/** Takes hints in for good: once it has resolved, what they tell is not lost. */
type HintReceiver = (hints: readonly Hint[]) => Promise<void>;

/** Between those who hear of something and the intake that looks into it. */
export interface HintInbox {
  /** False when nobody takes hints in at present; rejects when they cannot be kept. */
  deliver(hints: readonly Hint[]): Promise<boolean>;
  /** From now on this one takes hints in, until the function it returns is called. */
  open(receiver: HintReceiver): () => void;
}

export function createHintInbox(): HintInbox {
  let receiver: HintReceiver | undefined;
  return {
    async deliver(hints) {
      if (receiver === undefined) return false;
      await receiver(hints);
      return true;
    },
    open(opened) {
      receiver = opened;
      return () => {
        if (receiver === opened) receiver = undefined;
      };
    },
  };
}
