const sample = /^(?<name>[a-z_][a-z0-9_]*)(?<labels>\{[^}]*\})? (?<value>-?[0-9.e+-]+|\+Inf|NaN)$/u;

class PrometheusText {
  readonly samples = new Map<string, number>();
  readonly #types = new Map<string, string>();

  read(line: string): void {
    if (line.startsWith("#")) this.#describe(line);
    else this.#sample(line);
  }

  #describe(line: string): void {
    const [, kind = "", name = "", type = ""] = line.split(" ");
    if (kind === "HELP") return;
    if (kind !== "TYPE" || this.#types.has(name)) throw new Error(`described wrongly: ${line}`);
    this.#types.set(name, type);
  }

  #sample(line: string): void {
    const { name = "", labels = "", value = "" } = sample.exec(line)?.groups ?? {};
    const base = name.replace(/_(?:bucket|sum|count)$/u, "");
    const isDescribed = this.#types.has(name) || this.#types.get(base) === "histogram";
    if (!isDescribed) throw new Error(`described by nothing: ${line}`);
    if (this.samples.has(name + labels)) throw new Error(`told twice: ${line}`);
    this.samples.set(name + labels, Number(value));
  }
}

/** The samples of a text in Prometheus' format, by name and labels; throws when it is none. */
export function samplesIn(text: string): ReadonlyMap<string, number> {
  const read = new PrometheusText();
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new Error("the last line is not ended");
  for (const line of lines) read.read(line);
  return read.samples;
}
