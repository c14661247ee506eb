import type { Origin } from "../event-words.ts";

interface Colors {
  readonly page: string;
  readonly panel: string;
  readonly box: string;
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  readonly origins: Readonly<Record<Origin, string>>;
}

const light: Colors = {
  page: "#ffffff",
  panel: "#f6f8fa",
  box: "#ffffff",
  border: "#8c959f",
  text: "#1f2328",
  dim: "#59636e",
  origins: {
    platform: "#0757ba",
    vendor: "#116329",
    command: "#7a2fc4",
    operator: "#a2330a",
    engine: "#59636e",
  },
};

const dark: Colors = {
  page: "#0d1117",
  panel: "#151b23",
  box: "#212830",
  border: "#656c76",
  text: "#f0f6fc",
  dim: "#a3acb6",
  origins: {
    platform: "#6cb6ff",
    vendor: "#5fd273",
    command: "#d2a8ff",
    operator: "#ffa270",
    engine: "#a3acb6",
  },
};

const rules = ({ page, panel, box, border, text, dim, origins }: Colors): string =>
  [
    `.page{fill:${page}}`,
    `.panel,.behind{fill:${panel}}`,
    `.state rect,.final rect{fill:${box};stroke:${border}}`,
    `.compound rect{stroke:${border}}`,
    `.frame rect{stroke:${border}}`,
    `.rule{stroke:${border}}`,
    `text,.name,.effect{fill:${text}}`,
    `.prose,.guard,tspan.arrow{fill:${dim}}`,
    `.dot,.head.plain{fill:${text}}`,
    `.line.plain{stroke:${text}}`,
    ...Object.entries(origins).map(
      ([origin, color]) =>
        `tspan.${origin},.head.${origin}{fill:${color}}.line.${origin}{stroke:${color}}`,
    ),
  ].join("");

/** The style sheet inside the picture: shapes, then colors for a light and for a dark page. */
export const styleSheet = [
  `text{font:12px Helvetica,Arial,"Liberation Sans",sans-serif}`,
  `.heading{font-size:20px;font-weight:700}`,
  `.name{font-size:15px;font-weight:700}`,
  `.guard{font-style:italic}`,
  `.effect{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}`,
  `.platform,.vendor,.command,.operator,.engine{font-weight:700}`,
  `.line{fill:none;stroke-width:1.4}`,
  `.rule{fill:none;stroke-width:1;stroke-dasharray:2 3}`,
  `.compound rect,.frame rect{fill:none}`,
  `.frame rect{stroke-dasharray:6 5}`,
  rules(light),
  `@media(prefers-color-scheme:dark){${rules(dark)}}`,
].join("\n");
