/** What the customer, or cleverbridge itself, does next. Each step waits for what it needs. */
export type CustomerStep =
  | { readonly do: "buy"; readonly items: number; readonly managementModel?: "1.0" }
  /** With `refused` the command has to be refused, with this code. */
  | { readonly do: "cancelItems"; readonly items: readonly number[]; readonly refused?: string }
  | { readonly do: "reinstateItems"; readonly items: readonly number[] }
  | { readonly do: "cancel"; readonly refused?: string }
  | { readonly do: "withdraw" }
  /** The paid interval ends: cleverbridge bills the next one, or ends the subscription. */
  | { readonly do: "endInterval"; readonly declined?: true }
  /** The customer pays what is owed, once the engine has seen that it is. */
  | { readonly do: "pay" }
  | { readonly do: "chargeBack" };

/** One subscription on cleverbridge, and how it has to end: its status, and its items while it lives. */
export interface CustomerScenario {
  readonly name: string;
  readonly title: string;
  readonly steps: readonly CustomerStep[];
  readonly expected: string;
}
