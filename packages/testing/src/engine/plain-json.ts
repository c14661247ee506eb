/** The value as JSON carries it: without what is undefined. */
export function plainJson<Value>(value: Value): Value {
  // oxlint-disable-next-line no-unsafe-type-assertion -- the values given here are plain JSON but for what is undefined
  return JSON.parse(JSON.stringify(value)) as Value;
}
