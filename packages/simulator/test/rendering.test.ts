import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";

import { renderTemplate } from "../src/rules/rendering/render-template.ts";
import { activeSubscription, approve, purchaseBody, stage } from "./parties.ts";

const SCOPE = {
  name: "Ada",
  empty: "",
  size: 3,
  list: ["a", "b"],
  people: [{ first: "Ada" }, { first: "Bo" }],
  asset: { id: "AS-1", params: [{ id: "x", value: "1" }] },
  box: { yes: true },
};

describe("a template", () => {
  test.each([
    ["Dear {{ name }}!", "Dear Ada!"],
    ["{{name}}{{ missing }}{{ asset.missing.deep }}", "Ada"],
    ["{{ asset.params[0].value }} {{ asset['id'] }}", "1 AS-1"],
    ["{{ missing | default('none') }} {{ empty | default('none', true) }}", "none none"],
    [
      "{{ name | upper }} {{ 'a b' | title }} {{ ' x ' | trim }} {{ list | join(', ') }}",
      "ADA A B x a, b",
    ],
    [
      "{{ list | length }} {{ list | first }} {{ list | last }} {{ name | replace('A', 'I') }}",
      "2 a b Ida",
    ],
    ["{{ '<&>' | e }} {{ box | tojson }} {{ box.yes }}", '&lt;&amp;&gt; {"yes":true} True'],
    ["{% if name == 'Ada' and size > 2 %}yes{% else %}no{% endif %}", "yes"],
    ["{% if empty %}a{% elif not missing %}b{% else %}c{% endif %}", "b"],
    ["{% if 'a' in list and 'z' not in list %}in{% endif %}", "in"],
    ["{% if missing is not defined %}gone{% endif %}", "gone"],
    [
      "{% for one in people %}{{ loop.index }}.{{ one.first }}{% if not loop.last %}, {% endif %}{% endfor %}",
      "1.Ada, 2.Bo",
    ],
    ["{% for one in missing %}x{% else %}nobody{% endfor %}", "nobody"],
    ["{% for key, value in box %}{{ key }}={{ value }}{% endfor %}", "yes=True"],
    ["a {#- hidden -#} b{# {{ name }} #}", "ab"],
    ["a\n{%- if name %} b {%- endif %}", "a b"],
    ["100% { sure } }} %}", "100% { sure } }} %}"],
  ])("%s becomes %s", (source, text) => {
    expect(renderTemplate(source, SCOPE)).toBe(text);
  });

  test.each([
    "{{ name",
    "{% if %}x{% endif %}",
    "{% for x %}{% endfor %}",
    "{% if name %}x",
    "{% end %}",
    "{{ name | nothing }}",
    "{{ 1 + }}",
    "{% include 'x' %}",
  ])("that cannot be read stays as it stands: %s", (source) => {
    expect(renderTemplate(source, SCOPE)).toBe(source);
  });

  const SIGNS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "if ",
    "for x in list",
    "endfor",
    "endif",
    "else",
    " ",
    "name",
    "|",
    "upper",
    ".",
    "(",
    "'",
    "-",
    "{#",
    "#}",
    "==",
  ];

  test.prop([fc.array(fc.constantFrom(...SIGNS), { maxLength: 25 })], { numRuns: 1000 })(
    "never breaks, whatever it is made of",
    (signs) => {
      expect(typeof renderTemplate(signs.join(""), SCOPE)).toBe("string");
    },
  );

  test.prop([fc.string()])("is plain text without brackets, and left alone", (text) => {
    const plain = text.replaceAll(/[{}]/gu, "");
    expect(renderTemplate(plain, SCOPE)).toBe(plain);
  });

  test("in a template in a template does not fill the memory", () => {
    const many = { list: Array.from({ length: 1000 }, () => "xxxxxxxxxx") };
    const source =
      "{% for a in list %}{% for b in list %}{% for c in list %}{{ c }}{% endfor %}{% endfor %}{% endfor %}";
    expect(renderTemplate(source, many).length).toBeLessThan(1_100_000);
  });
});

describe("a subscription's text", () => {
  test("shows the values it has now, and nothing before it was approved", async () => {
    const world = stage();
    const { body } = await world.distributor.post("/requests", purchaseBody());
    expect((await world.vendor.get(`/assets/${body.asset.id}/render`)).text).toBe("");
    await approve(world.vendor, body.id);
    const id = await activeSubscription(world);
    expect((await world.vendor.get(`/assets/${id}/render`)).text).toContain(
      `Your subscription ${id} is ready.`,
    );
    const asked = await world.vendor.get(`/assets/${id}?select(template)`);
    expect(asked.body.template.id).toMatch(/^TL-/u);
    expect((await world.vendor.get(`/assets/${id}`)).body.template).toBeUndefined();
  });
});
