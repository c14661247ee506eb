/** Whether the chart has the one state inside the other, or they are the same. */
export const isWithin = (id: string, other: string): boolean =>
  other === "" || id === other || id.startsWith(`${other}.`);

/** Whether an arrow can be drawn: not where one of the two is inside the other. */
export const areApart = (one: string, other: string): boolean =>
  !isWithin(one, other) && !isWithin(other, one);
