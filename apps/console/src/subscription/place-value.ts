interface StateValue {
  [name: string]: StateValue;
}

/** A state value by the ids of the states that are active: what charts take to know what to light. */
export function stateValueOf(active: readonly string[]): StateValue {
  const top: StateValue = {};
  for (const id of active) {
    let inside = top;
    for (const name of id.split(".")) inside = inside[name] ??= {};
  }
  return top;
}
