/** Label names and values; each metric is given the same names every time. */
export type Labels = Readonly<Record<string, string>>;

/** Something that is told in Prometheus' text format. */
export interface Metric {
  /** Lines, each ended, its own description first. */
  lines(): readonly string[];
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function headOf(name: string, type: string, help: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** A number that only grows, for each set of labels. */
export class Counter implements Metric {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<string, number>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: Labels = {}, by = 1): void {
    const text = labelText(labels);
    this.#values.set(text, (this.#values.get(text) ?? 0) + by);
  }

  lines(): readonly string[] {
    const values = [...this.#values].map(([labels, value]) => `${this.#name}${labels} ${value}`);
    return [...headOf(this.#name, "counter", this.#help), ...values];
  }
}

/** How often values fell below bounds, for each set of labels. */
export class Histogram implements Metric {
  readonly #name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  readonly #series = new Map<
    string,
    { readonly labels: Labels; readonly counts: number[]; sum: number; count: number }
  >();

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#name = name;
    this.#help = help;
    this.#bounds = bounds;
  }

  observe(value: number, labels: Labels = {}): void {
    const text = labelText(labels);
    const series = this.#series.get(text) ?? {
      labels,
      counts: this.#bounds.map(() => 0),
      sum: 0,
      count: 0,
    };
    this.#series.set(text, series);
    for (const [index, bound] of this.#bounds.entries()) {
      if (value <= bound) series.counts[index] = (series.counts[index] ?? 0) + 1;
    }
    series.sum += value;
    series.count += 1;
  }

  lines(): readonly string[] {
    const name = this.#name;
    const series = [...this.#series.values()].flatMap(({ labels, counts, sum, count }) =>
      this.#bounds
        .map((bound, index) => [String(bound), counts[index] ?? 0] as const)
        .concat([["+Inf", count]])
        .map(([le, below]) => `${name}_bucket${labelText({ ...labels, le })} ${below}`)
        .concat(`${name}_sum${labelText(labels)} ${sum}`)
        .concat(`${name}_count${labelText(labels)} ${count}`),
    );
    return [...headOf(name, "histogram", this.#help), ...series];
  }
}

/** A number as it is now, for each set of labels. */
export function gauge(
  name: string,
  help: string,
  values: readonly (readonly [value: number, labels?: Labels])[],
  type = "gauge",
): Metric {
  const told = values.map(([value, labels = {}]) => `${name}${labelText(labels)} ${value}`);
  return { lines: () => [...headOf(name, type, help), ...told] };
}

/** All of them in one text. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .flatMap((metric) => metric.lines())
    .map((line) => `${line}\n`)
    .join("");
}
