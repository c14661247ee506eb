import type { Origin } from "../picture/words.ts";

interface Colors {
  readonly page: string;
  readonly panel: string;
  readonly box: string;
  readonly border: string;
  readonly text: string;
  readonly dim: string;
  readonly active: string;
  readonly "active-box": string;
  readonly left: string;
  readonly focus: string;
  readonly origins: Readonly<Record<Origin, string>>;
}

const light: Colors = {
  page: "#ffffff",
  panel: "#f6f8fa",
  box: "#ffffff",
  border: "#8c959f",
  text: "#1f2328",
  dim: "#59636e",
  active: "#0b7a36",
  "active-box": "#dcf5e3",
  left: "#8a5a00",
  focus: "#0757ba",
  origins: {
    platform: "#0757ba",
    vendor: "#116329",
    command: "#7a2fc4",
    operator: "#a2330a",
    engine: "#59636e",
    event: "#0757ba",
  },
};

const dark: Colors = {
  page: "#0d1117",
  panel: "#151b23",
  box: "#212830",
  border: "#656c76",
  text: "#f0f6fc",
  dim: "#a3acb6",
  active: "#4fd273",
  "active-box": "#12381f",
  left: "#e3b341",
  focus: "#6cb6ff",
  origins: {
    platform: "#6cb6ff",
    vendor: "#5fd273",
    command: "#d2a8ff",
    operator: "#ffa270",
    engine: "#a3acb6",
    event: "#6cb6ff",
  },
};

const propertiesOf = ({ origins, ...colors }: Colors): string =>
  Object.entries({ ...colors, ...origins })
    .map(([name, color]) => `--chart-${name}:${color}`)
    .join(";");

const root = ".tenure-chart";

/** A rule for elements inside of a picture, and nowhere else on the page it may be part of. */
const rule = (selectors: string, style: string): string =>
  `${selectors
    .split(",")
    .map((selector) => `${root} ${selector}`)
    .join(",")}{${style}}`;

const color = (name: string): string => `var(--chart-${name})`;

const shapes: readonly string[] = [
  rule("text", `font:12px Helvetica,Arial,"Liberation Sans",sans-serif;fill:${color("text")}`),
  rule(".heading", "font-size:20px;font-weight:700"),
  rule(".name", "font-size:15px;font-weight:700"),
  rule(".guard", "font-style:italic"),
  rule(
    ".effect",
    `font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace`,
  ),
  rule(".prose,.guard,tspan.arrow", `fill:${color("dim")}`),
  rule(".page", `fill:${color("page")}`),
  rule(".panel>.shape,.behind", `fill:${color("panel")}`),
  rule(".shape", `stroke:${color("border")}`),
  rule(".panel>.shape", "stroke:none"),
  rule(".state>.shape,.final>.shape,.history>.shape", `fill:${color("box")}`),
  rule(".compound>.shape,.region>.shape,.frame>.shape", "fill:none"),
  rule(".frame>.shape", "stroke-dasharray:6 5"),
  rule(".region>.shape", "stroke-dasharray:3 3"),
  rule(".rule", `fill:none;stroke:${color("border")};stroke-width:1;stroke-dasharray:2 3`),
  rule(".line", "fill:none;stroke-width:1.4"),
  rule(".line.plain", `stroke:${color("text")}`),
  rule(".dot,.head.plain", `fill:${color("text")}`),
  rule(".lifeline", `fill:none;stroke:${color("border")};stroke-dasharray:4 4`),
];

const origins: readonly string[] = Object.keys(light.origins).map((origin) =>
  [
    rule(`tspan.${origin}`, `font-weight:700;fill:${color(origin)}`),
    rule(`.head.${origin}`, `fill:${color(origin)}`),
    rule(`.line.${origin}`, `stroke:${color(origin)}`),
  ].join(""),
);

const marks: readonly string[] = [
  rule(".is-active>.shape", `stroke:${color("active")};stroke-width:2.5`),
  rule(
    ".state.is-active>.shape,.final.is-active>.shape,.history.is-active>.shape",
    `fill:${color("active-box")}`,
  ),
  rule(".panel.is-active>.shape", "stroke:none"),
  rule(".was-left>.shape", `stroke:${color("left")};stroke-width:2;stroke-dasharray:7 4`),
  rule(".arrow.is-taken .line,.step.is-taken .line", "stroke-width:3.6"),
  rule(".label.is-taken>.behind", `stroke:${color("left")};stroke-width:1.5`),
  rule("[data-state]:focus", "outline:none"),
  rule("[data-state]:focus-visible>.shape", `stroke:${color("focus")};stroke-width:4`),
];

/**
 * The style sheet of pictures. Colors are the custom properties `--chart-…` of `.tenure-chart`, light by
 * default, dark where the reader's system is, or where an element around the picture says
 * `data-theme="dark"`; a page may set any of them anew. Every rule is for the inside of pictures only.
 */
export const chartStyle: string = [
  `${root}{${propertiesOf(light)}}`,
  `@media(prefers-color-scheme:dark){${root}{${propertiesOf(dark)}}}`,
  `[data-theme="light"] ${root}{${propertiesOf(light)}}`,
  `[data-theme="dark"] ${root}{${propertiesOf(dark)}}`,
  ...shapes,
  ...origins,
  ...marks,
].join("\n");
