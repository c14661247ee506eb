/** Takes the first so many values, or all there are, and leaves. */
export async function take<Value>(
  values: AsyncIterable<Value>,
  count = Number.POSITIVE_INFINITY,
): Promise<Value[]> {
  const taken: Value[] = [];
  if (count === 0) return taken;
  for await (const value of values) {
    taken.push(value);
    if (taken.length === count) break;
  }
  return taken;
}
