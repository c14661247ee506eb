/** Nothing the platform shows comes near this. What goes through JSON level by level breaks far beyond it. */
const deepestLevel = 100;

/** What is wrong with JSON that is nested so. */
export const nestedTooDeeply = "it is nested too deeply";

/** Whether JSON is nested deeper than anything the platform shows. */
export function isNestedTooDeeply(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestLevel) return true;
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== "object" || one === null) continue;
      for (const inner of Object.values(one)) {
        if (typeof inner === "object" && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return false;
}
