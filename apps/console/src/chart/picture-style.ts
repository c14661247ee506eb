import { chartStyle } from "@tenure/inspector/drawing";

let sheet: CSSStyleSheet | undefined;

/** Gives the page the style of pictures, once. Made by script, since the page may hold no `<style>`. */
export function needPictureStyle(): void {
  if (sheet !== undefined) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(chartStyle);
  document.adoptedStyleSheets.push(sheet);
}
