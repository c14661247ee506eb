import type { Report } from "./simulate.ts";
import { troubles, type Trouble } from "./weather.ts";

const linesShown = 400;
/** Traces are long: of a few seeds they are shown, of the others only what was broken. */
const tracesShown = 2;

/** Adds up what the worlds went through. */
export class Account {
  readonly counts = new Map<Trouble, number>(troubles.map((trouble) => [trouble, 0]));
  seeds = 0;
  steps = 0;

  add(report: Report): void {
    this.seeds += 1;
    this.steps += report.steps;
    for (const [trouble, count] of report.counts) {
      this.counts.set(trouble, (this.counts.get(trouble) ?? 0) + count);
    }
  }

  text(): string {
    const counted = [...this.counts].map(
      ([trouble, count]) => `  ${String(count).padStart(7)}  ${trouble}`,
    );
    return [`${this.seeds} seeds, ${this.steps} steps; what went wrong:`, ...counted].join("\n");
  }
}

/** How seeds broke their promises, how to live them again, and what happened in them. */
export function complaint(broken: readonly Report[]): string {
  return broken
    .map((report, index) => {
      const { seed, breaches } = report;
      return [
        `Seed ${seed} broke ${breaches.length} promises:`,
        ...breaches.map((breach) => `  - ${breach}`),
        `Live it again: TENURE_SIMULATION_SEEDS=${seed} pnpm vitest run --project integration tests/simulation.test.ts`,
        ...(index < tracesShown ? [report.excerpt(linesShown)] : []),
      ].join("\n");
    })
    .join("\n\n");
}
