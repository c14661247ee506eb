/** Who takes part in a history. */
export type Party = "Customer" | "Connect" | "Tenure" | "Handler" | "Vendor";

const longest = 160;

/** Mermaid ends a statement at a semicolon and reads a number sign as the start of an entity. */
function worded(text: string): string {
  const line = text
    .replaceAll(/\s+/gu, " ")
    .replaceAll("#", "#35;")
    .replaceAll(/;(?<!#35;)/gu, ",");
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}

/** What happened in a history, in order, as a sequence diagram. */
export class Trace {
  readonly #lines: (readonly [before: string, text: string])[] = [];

  arrow(from: Party, to: Party, text: string): void {
    this.#lines.push([`${from}->>${to}`, text]);
  }

  /** An arrow whose message does not come through. */
  lost(from: Party, to: Party, text: string): void {
    this.#lines.push([`${from}-x${to}`, text]);
  }

  note(over: Party, text: string): void {
    this.#lines.push([`Note over ${over}`, text]);
  }

  /** In Mermaid's language. Most histories end without anybody asking for it. */
  get diagram(): string {
    const parties: readonly Party[] = ["Customer", "Connect", "Tenure", "Handler", "Vendor"];
    const told = this.#lines.map(([before, text]) => `${before}: ${worded(text)}`);
    const lines = [...parties.map((party) => `participant ${party}`), ...told];
    return ["sequenceDiagram", ...lines.map((line) => `  ${line}`)].join("\n");
  }
}
