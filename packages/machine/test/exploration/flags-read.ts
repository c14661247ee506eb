import type { Capabilities } from "@tenure/machine";

/** Which flags of the capability set are on. A flag that is missing is off. */
export type Flags = Readonly<Record<string, boolean>>;

/**
 * The flags that are tried on and off. Scheduling is tried for one request type only: its guard reads the
 * flag of the request's own type, so the others differ in nothing but the name.
 */
export const triedFlags: readonly string[] = [
  "administrativeHold",
  "dynamicValidation.purchase",
  "dynamicValidation.change",
  "dynamicValidation.inquiring",
  "scheduling.change",
  "tierConfiguration",
  "payAsYouGo",
  "simultaneousAdjustment",
  "renewalSwitch",
  "itemDeactivation",
  "fullCancel",
  "paymentHold",
];

export function capabilitiesWith(flags: Flags): Capabilities {
  const on = (flag: string): boolean => flags[flag] ?? false;
  return {
    administrativeHold: on("administrativeHold"),
    dynamicValidation: {
      purchase: on("dynamicValidation.purchase"),
      change: on("dynamicValidation.change"),
      inquiring: on("dynamicValidation.inquiring"),
    },
    scheduling: {
      purchase: false,
      change: on("scheduling.change"),
      suspend: false,
      resume: false,
      cancel: false,
      renew: false,
    },
    tierConfiguration: on("tierConfiguration"),
    payAsYouGo: on("payAsYouGo"),
    simultaneousAdjustment: on("simultaneousAdjustment"),
    renewalSwitch: on("renewalSwitch"),
    itemDeactivation: on("itemDeactivation"),
    fullCancel: on("fullCancel"),
    paymentHold: on("paymentHold"),
  };
}

/** The same values, telling which of them is read. Frozen, so that nobody reads them only to freeze them. */
function watched<Value extends object>(
  value: Value,
  path: string,
  onRead: (flag: string) => void,
): Value {
  const inside = Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      typeof part === "object" && part !== null ? watched(part, `${path}${name}.`, onRead) : part,
    ]),
  ) as Value;
  return new Proxy(Object.freeze(inside), {
    get(target, name, receiver) {
      if (typeof name === "string") onRead(`${path}${name}`);
      return Reflect.get(target, name, receiver);
    },
  });
}

/**
 * Calls `attempt` once for every combination of flags it can tell apart, and no more: the flags it did not
 * read cannot have made a difference. First with all off; then, for each flag that was read, with that one
 * on and those read before it as they were.
 */
export function underEveryCombination(
  attempt: (capabilities: Capabilities, flags: Flags) => void,
): void {
  const open: Flags[] = [{}];
  for (let fixed = open.pop(); fixed !== undefined; fixed = open.pop()) {
    const read: string[] = [];
    const capabilities = watched(capabilitiesWith(fixed), "", (flag) => {
      if (triedFlags.includes(flag) && !read.includes(flag)) read.push(flag);
    });
    attempt(capabilities, fixed);
    const free = read.filter((flag) => !(flag in fixed));
    for (const [index, flag] of free.entries()) {
      const asBefore = free.slice(0, index).map((earlier) => [earlier, false] as const);
      open.push({ ...fixed, ...Object.fromEntries(asBefore), [flag]: true });
    }
  }
}
