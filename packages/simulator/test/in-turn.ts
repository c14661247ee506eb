/** Does something with each entry, one after the other; gives what came of each. */
export async function inTurn<T, R>(
  entries: Iterable<T>,
  act: (entry: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
  for (const entry of entries) results.push(await act(entry));
  return results;
}
