/**
 * Percent-encoded bytes as the text they stand for, read once. What is no encoding stays as it is, bytes that are no
 * text become U+FFFD: nothing is refused, as on the platform.
 */
export function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/giu, (run) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      Buffer.from(run.replaceAll("%", ""), "hex"),
    ),
  );
}
