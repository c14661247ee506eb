import { styleText } from "node:util";

import type { Clock } from "@tenure/engine";

import { duration } from "./duration.ts";
import { printable } from "./output/text.ts";

/** Where progress is shown: as much of a terminal as it takes. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What is done of what there is to do. */
export interface Done {
  readonly done: number;
  /** Done before this run; not counted when it is told how fast it goes. */
  readonly earlier: number;
  readonly total: number | undefined;
}

/** How often the bar is drawn anew, and how often a line is written where there is no terminal, in milliseconds. */
const drawnEvery = 100;
const toldEvery = 10_000;
const barWidth = 24;

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** Shows how far work has come: a bar on a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #stream: ProgressStream;
  readonly #clock: Clock;
  readonly #isDrawn: boolean;
  readonly #isColored: boolean;
  #title = "";
  #begunAt = 0;
  #shownAt = 0;
  #line = "";

  constructor(stream: ProgressStream, clock: Clock, environment: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream;
    this.#clock = clock;
    this.#isDrawn = stream.isTTY === true && environment["TERM"] !== "dumb";
    this.#isColored = (environment["NO_COLOR"] ?? "") === "";
  }

  begin(title: string): void {
    this.#title = title;
    this.#begunAt = this.#clock.now();
    this.#shownAt = this.#isDrawn ? 0 : this.#begunAt;
  }

  update(state: Done): void {
    const now = this.#clock.now();
    if (now - this.#shownAt < (this.#isDrawn ? drawnEvery : toldEvery)) return;
    this.#shownAt = now;
    if (!this.#isDrawn) {
      this.#stream.write(`${this.#title}: ${this.#words(state, now)}\n`);
      return;
    }
    this.#draw(this.#lineOf(state, now));
  }

  /** Writes a line that stays, above the bar. */
  note(text: string): void {
    const line = this.#line;
    this.#erase();
    this.#stream.write(`${printable(text)}\n`);
    if (line !== "") this.#draw(line);
  }

  /** Takes the bar away. */
  end(): void {
    this.#erase();
  }

  #words({ done, earlier, total }: Done, now: number): string {
    const elapsed = now - this.#begunAt;
    const here = done - earlier;
    const rate = elapsed <= 0 ? 0 : here / elapsed;
    const count =
      total === undefined
        ? number.format(done)
        : `${number.format(done)} of ${number.format(total)}`;
    const pace = rate === 0 ? "" : ` · ${number.format(rate * 1000)}/s`;
    const rest =
      rate === 0 || total === undefined ? "" : ` · about ${duration((total - done) / rate)} left`;
    return `${count}${pace}${rest}`;
  }

  /** As much of it as fits on a line of the terminal. */
  #lineOf(state: Done, now: number): string {
    const { done, total } = state;
    const columns = (this.#stream.columns ?? 80) - 1;
    const isNarrow = total === undefined || columns < this.#title.length + barWidth + 20;
    const left = columns - this.#title.length - 1 - (isNarrow ? 0 : barWidth + 1);
    const words = this.#words(state, now).slice(0, Math.max(0, left));
    if (isNarrow) return `${this.#title} ${words}`.slice(0, Math.max(0, columns));
    return `${this.#title} ${this.#bar(done / Math.max(1, total))} ${words}`;
  }

  #bar(share: number): string {
    const full = Math.min(barWidth, Math.floor(share * barWidth));
    const done = "█".repeat(full);
    const painted = this.#isColored ? styleText("green", done, { validateStream: false }) : done;
    return `${painted}${"░".repeat(barWidth - full)}`;
  }

  #draw(line: string): void {
    this.#stream.write(`\r${line}\u001B[K`);
    this.#line = line;
  }

  #erase(): void {
    if (this.#line !== "") this.#stream.write("\r\u001B[K");
    this.#line = "";
  }
}
