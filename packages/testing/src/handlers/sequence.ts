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
  readonly #lines: (readonly [before: string, text: string])[] = [];
  #isOver = false;

  /** @param parties who takes part, from left to right */
  constructor(parties: readonly Party[]) {
    this.#parties = parties;
  }

  arrow(from: Party, to: Party, text: string): void {
    this.#add(`${from}->>${to}`, text);
  }

  /** An arrow whose message does not come through. */
  lost(from: Party, to: Party, text: string): void {
    this.#add(`${from}-x${to}`, text);
  }

  note(over: Party, text: string): void {
    this.#add(`Note over ${over}`, text);
  }

  /** What comes now is no part of it any more. */
  end(): void {
    this.#isOver = true;
  }

  /** In Mermaid's language. Most histories end without anybody asking for it. */
  get diagram(): string {
    const told = this.#lines.map(([before, text]) => `${before}: ${worded(text)}`);
    const lines = [...this.#parties.map((party) => `participant ${party}`), ...told];
    return ["sequenceDiagram", ...lines.map((line) => `  ${line}`)].join("\n");
  }

  #add(before: string, text: string): void {
    if (!this.#isOver) this.#lines.push([before, text]);
  }
}
