import "./icon.css";

/** Drawn on a square of 16, with lines of the text's color. */
const drawings = {
  alert: "M8 2.2 14.6 13.6H1.4L8 2.2ZM8 6.4v3.2M8 11.6v.1",
  check: "M3 8.6 6.4 12 13 4.6",
  chevronDown: "M4 6l4 4 4-4",
  chevronLeft: "M10 4 6 8l4 4",
  chevronRight: "M6 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.6V8l2.4 1.6",
  dot: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
  fit: "M2.4 6V2.4H6M10 2.4h3.6V6M13.6 10v3.6H10M6 13.6H2.4V10",
  help: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.2A1.9 1.9 0 0 1 8 4.8c1 0 1.8.7 1.8 1.6C9.8 7.8 8 7.6 8 9.2M8 11.2v.1",
  key: "M10.2 2.2a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2ZM7.6 8.4 2.2 13.8M4.4 11.6l1.8 1.8",
  minus: "M3 8h10",
  moon: "M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7Z",
  pause: "M5.4 3.2v9.6M10.6 3.2v9.6",
  play: "M4.6 2.8v10.4L13 8 4.6 2.8Z",
  plus: "M8 3v10M3 8h10",
  reload: "M13 3.2v3.4H9.6M12.8 6.4A5.2 5.2 0 1 0 13.2 9",
  search: "M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2ZM10.4 10.4 13.8 13.8",
  skip: "M3.4 3.2 9.8 8l-6.4 4.8V3.2ZM12.6 3.2v9.6",
  sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1",
  system: "M2 3h12v8H2V3ZM5.6 13.6h4.8M8 11v2.6",
} as const;

export type IconName = keyof typeof drawings;

/** A picture beside words that say the same: nothing is read out for it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
