import type { Rectangle } from "@tenure/inspector/drawing";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture is seen: its place on the screen is `x + scale * its own`. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const smallest = 0.15;
const largest = 3;
/** Names can be read from there on. */
const legible = 0.72;
/** With some effort, from there on. */
const readable = 0.54;
const margin = 12;

const within = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** The scale at which all of a picture is seen. */
export const fittingScale = (picture: Size, screen: Size): number =>
  within(
    Math.min(
      (screen.width - 2 * margin) / picture.width,
      (screen.height - 2 * margin) / picture.height,
    ),
    smallest,
    1,
  );

/** All of the picture, in the middle of the screen. */
export function fitted(picture: Size, screen: Size): Viewport {
  const scale = fittingScale(picture, screen);
  return {
    scale,
    x: (screen.width - picture.width * scale) / 2,
    y: (screen.height - picture.height * scale) / 2,
  };
}

/** Where one side of a picture begins: with the part in the middle, but with no empty margin that need not be. */
function placed(middle: number, picture: number, screen: number, scale: number): number {
  const length = picture * scale;
  if (length + 2 * margin <= screen) return (screen - length) / 2;
  return within(screen / 2 - middle * scale, screen - length - margin, margin);
}

/** The part of the picture in the middle, at this scale. */
export const centered = (
  part: Rectangle,
  picture: Size,
  screen: Size,
  scale: number,
): Viewport => ({
  scale,
  x: placed(part.x + part.width / 2, picture.width, screen.width, scale),
  y: placed(part.y + part.height / 2, picture.height, screen.height, scale),
});

/**
 * As much of the picture around a part as can be read, or all of it where that can be read. Of the parts,
 * the first that can be read on this screen as a whole, or else the last.
 */
export function focused(parts: readonly Rectangle[], picture: Size, screen: Size): Viewport {
  const all = fittingScale(picture, screen);
  const part = parts.find((one) => fittingScale(one, screen) >= readable) ?? parts.at(-1);
  if (part === undefined || all >= legible) return fitted(picture, screen);
  const room = Math.max(readable, fittingScale(part, screen));
  return centered(part, picture, screen, within(room, all, legible));
}

/** Larger or smaller by a factor, with the point of the screen staying where it is. */
export function zoomed(view: Viewport, factor: number, at: { x: number; y: number }): Viewport {
  const scale = within(view.scale * factor, smallest, largest);
  const grown = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

/** Moved by so many pixels of the screen; some of the picture stays in sight. */
export function panned(
  view: Viewport,
  by: { readonly x: number; readonly y: number },
  picture: Size,
  screen: Size,
): Viewport {
  const kept = 80;
  return {
    scale: view.scale,
    x: within(view.x + by.x, kept - picture.width * view.scale, screen.width - kept),
    y: within(view.y + by.y, kept - picture.height * view.scale, screen.height - kept),
  };
}

/** Whether all of a part of the picture is seen. */
export function isSeen(part: Rectangle, view: Viewport, screen: Size): boolean {
  const left = view.x + part.x * view.scale;
  const top = view.y + part.y * view.scale;
  return (
    left >= 0 &&
    top >= 0 &&
    left + part.width * view.scale <= screen.width &&
    top + part.height * view.scale <= screen.height
  );
}
