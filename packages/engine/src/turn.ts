/** Resolves in the next turn of the event loop, after input and output had theirs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
