// Where a system names no language, a browser may name one there is not (`en-US@posix`), and uPlot, which asks
// for its numbers as it loads, would fail.
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
