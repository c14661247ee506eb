import { describe, expect, test } from "vitest";

import { nodesWithin } from "../src/chart-graph.ts";
import { chartGraph, toMermaid } from "../src/index.ts";

const graph = chartGraph();
const lines = toMermaid(graph)
  .split("\n")
  .map((line) => line.trim());

describe("the Mermaid diagram", () => {
  test("is a state diagram that closes every state it opens", () => {
    expect(lines[0]).toBe("stateDiagram-v2");
    expect(lines.filter((line) => line.endsWith("{")).length).toBe(
      lines.filter((line) => line === "}").length,
    );
  });

  test("names every state of the chart once", () => {
    for (const region of graph.root.children) {
      for (const { id, name } of nodesWithin(region)) {
        const opening = `state "${name}" as ${id.replaceAll(".", "_")}`;
        const openings = lines.filter((line) => line === opening || line === `${opening} {`);
        expect(openings, id).toHaveLength(1);
      }
    }
  });

  test("has the arrow of every edge between neighbors", () => {
    const framed = new Set(["lifecycle.new", "request.none"]);
    const neighbors = graph.edges.filter(({ from, to }) => {
      const parent = from.slice(0, from.lastIndexOf("."));
      const isNeighbor = to !== null && to.slice(0, to.lastIndexOf(".")) === parent;
      return isNeighbor && !framed.has(from) && !framed.has(to);
    });
    expect(neighbors.length).toBeGreaterThan(20);
    for (const { from, to } of neighbors) {
      const arrow = `${from.replaceAll(".", "_")} --> ${(to ?? "").replaceAll(".", "_")} :`;
      expect(
        lines.filter((line) => line.startsWith(arrow)),
        arrow,
      ).toHaveLength(1);
    }
  });

  test("ends an arrow at the border of a state and names the state inside", () => {
    const arrow = lines.find((line) => line.startsWith("request_inquiring --> request_pending :"));
    expect(arrow).toContain("reject → failing");
    expect(lines.some((line) => line.startsWith("lifecycle_new --> lifecycle_others :"))).toBe(
      true,
    );
  });

  test("declares an arrow where its states are: inside what holds them", () => {
    const open: string[] = [];
    const declared = new Map<string, string>();
    for (const line of lines) {
      if (line === "}") open.pop();
      const id = /^state ".*" as (?<id>\w+)/.exec(line)?.groups?.["id"];
      if (id !== undefined) declared.set(id, open.join("/"));
      const ends = /^(?<from>\w+) --> (?<to>\w+) :/.exec(line)?.groups;
      const places = [ends?.["from"], ends?.["to"]].map((end) => end && declared.get(end));
      const expected = ends === undefined ? undefined : open.join("/");
      expect(places, line).toEqual([expected, expected]);
      if (line.endsWith("{")) open.push(id ?? "");
    }
  });

  test("tells what happens without leaving a state", () => {
    expect(lines).toContain("request_scheduled : revoke / revokeRequest");
  });
});
