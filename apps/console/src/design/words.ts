/** A name of the API as words: `tiersSetup` is "tiers setup". */
export function words(name: string): string {
  return name
    .replaceAll(/[._]/gu, " ")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/gu, " ")
    .toLowerCase();
}

const whole = new Intl.NumberFormat("en-US");

/** A whole number with its thousands apart. */
export const numberText = (value: number): string => whole.format(value);
