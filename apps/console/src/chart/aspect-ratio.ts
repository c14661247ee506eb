import type { Size } from "./viewport.ts";

const ratios = [0.5, 1, 1.5, 2] as const;

/** The shape to lay a chart out in for a screen: one of few, so that layouts are found again. */
export function aspectRatioOf({ width, height }: Size): number {
  const wanted = height <= 0 ? 1.5 : width / height;
  return ratios.reduce((best, ratio) =>
    Math.abs(Math.log(ratio / wanted)) < Math.abs(Math.log(best / wanted)) ? ratio : best,
  );
}
