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
export class Sequence<Party extends string> {
  readonly #parties: readonly Party[];
  readonly #lines: string[] = [];
  #isOver = false;

  /** @param parties who takes part, from left to right */
  constructor(parties: readonly Party[]) {
    this.#parties = parties;
  }

  arrow(from: Party, to: Party, text: string): void {
    this.#add(`${from}->>${to}: ${worded(text)}`);
  }

  /** An arrow whose message does not come through. */
  lost(from: Party, to: Party, text: string): void {
    this.#add(`${from}-x${to}: ${worded(text)}`);
  }

  note(over: Party, text: string): void {
    this.#add(`Note over ${over}: ${worded(text)}`);
  }

  /** What comes now is no part of it any more. */
  end(): void {
    this.#isOver = true;
  }

  /** In Mermaid's language. */
  get diagram(): string {
    const lines = [...this.#parties.map((party) => `participant ${party}`), ...this.#lines];
    return ["sequenceDiagram", ...lines.map((line) => `  ${line}`)].join("\n");
  }

  #add(line: string): void {
    if (!this.#isOver) this.#lines.push(line);
  }
}
