import type { SvgElement } from "@tenure/inspector/drawing";
import { createElement, type ReactNode } from "react";

const renamed: Readonly<Record<string, string>> = {
  class: "className",
  tabindex: "tabIndex",
  "text-anchor": "textAnchor",
};

function toReact({ name, attributes, children }: SvgElement, key: number): ReactNode {
  const properties = Object.fromEntries(
    Object.entries(attributes).map(([attribute, value]) => [
      renamed[attribute] ?? attribute,
      value,
    ]),
  );
  return createElement(
    name,
    { key, ...properties },
    ...children.map((child, index) => (typeof child === "string" ? child : toReact(child, index))),
  );
}

/** A picture of `@tenure/inspector/drawing`, as elements of the page. */
export const SvgPicture = ({ element }: { readonly element: SvgElement }): ReactNode =>
  toReact(element, 0);
