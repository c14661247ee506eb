import { readFileSync } from "node:fs";

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Examples first, then what goes through every step; random histories, which take longest, last. */
function rankOf({ moduleId }: TestSpecification): number {
  if (/test\.prop|verifyMachine|explore/u.test(readFileSync(moduleId, "utf8"))) return 2;
  return moduleId.includes("every-step") ? 1 : 0;
}

export class CheapestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byName = files.toSorted((left, right) => left.moduleId.localeCompare(right.moduleId));
    return byName.toSorted((left, right) => rankOf(left) - rankOf(right));
  }
}
