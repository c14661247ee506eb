import type { Rectangle, Size } from "../picture/geometry.ts";

/** Panels in rows, from left to right and from top to bottom. */
export interface Arrangement extends Size {
  /** In the order of the panels. */
  readonly places: readonly Rectangle[];
}

export const gap = 16;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function rowsOf<One>(all: readonly One[], columns: number): readonly (readonly One[])[] {
  const rows: One[][] = [];
  for (const [place, one] of all.entries()) {
    if (place % columns === 0) rows.push([]);
    rows.at(-1)?.push(one);
  }
  return rows;
}

/** The panels side by side, so many in a row; each as high as its row, the rows as wide as each other. */
export function arranged(panels: readonly Size[], columns: number): Arrangement {
  const rows = rowsOf(panels, columns);
  const widthOf = (row: readonly Size[]): number =>
    sum(row.map(({ width }) => width)) + (row.length - 1) * gap;
  const widest = Math.max(0, ...rows.map(widthOf));
  const places: Rectangle[] = [];
  let y = gap;
  for (const row of rows) {
    const height = Math.max(...row.map((panel) => panel.height));
    const more = (widest - widthOf(row)) / row.length;
    let x = gap;
    for (const panel of row) {
      const width = panel.width + more;
      places.push({ x, y, width, height });
      x += width + gap;
    }
    y += height + gap;
  }
  return { width: widest + 2 * gap, height: y, places };
}
