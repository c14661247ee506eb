import { styleText } from "node:util";

// oxlint-disable-next-line no-control-regex -- these are what is kept out
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Text of somebody else's on one line of a terminal, where it can do nothing but be read. */
export function printable(text: string): string {
  return text.replaceAll(/\r?\n/gu, " ").replaceAll(unprintable, "\uFFFD");
}

type Style = Parameters<typeof styleText>[0];

/** Text in a color, where the terminal has any and nobody asked for none. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

const styles: Readonly<Record<string, Style>> = {
  active: "green",
  agrees: "green",
  suspended: "yellow",
  terminating: "yellow",
  stuck: "red",
  illegal: "red",
  unreadable: "red",
  refused: "red",
};

/** A status or a verdict, colored by what it means. */
export function word(text: string): string {
  const style = styles[text];
  return style === undefined ? text : styled(style, text);
}

/** A moment, to the second. */
export function moment(milliseconds: number): string {
  // oxlint-disable-next-line no-restricted-globals -- formats a time that was given
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/u, "Z");
}
