import type { PlatformAnswer } from "./adapter-subject.ts";

const json = { "content-type": "application/json" };
const html = { "content-type": "text/html" };

/** What comes back from a platform, or from what stands before it, on its worst days. */
export const hostileAnswers: Readonly<Record<string, PlatformAnswer>> = {
  "an empty answer": { status: 200, body: "", headers: json },
  "a page of a gateway": { status: 200, body: "<html><h1>Sign in</h1></html>", headers: html },
  "a page of a gateway that fails": {
    status: 502,
    body: "<html>Bad Gateway</html>",
    headers: html,
  },
  "JSON that was cut off": { status: 200, body: '{"id":"PR-1","status":"appro', headers: json },
  "an empty object": { status: 200, body: "{}", headers: json },
  "an empty list": { status: 200, body: "[]", headers: json },
  null: { status: 200, body: "null", headers: json },
  "a number": { status: 200, body: "7", headers: json },
  "fields of other kinds": {
    status: 200,
    body: '{"id":{"id":[]},"status":7,"type":null,"asset":"x","Items":{},"Status":[],"ResultMessage":3}',
    headers: json,
  },
  "a list of other things": { status: 200, body: '[null,7,"x",[],{"id":{}}]', headers: json },
  "fields named as an object's own": {
    status: 200,
    body: '{"__proto__":{"status":"approved"},"constructor":7,"toString":null}',
    headers: json,
  },
  "JSON nested too deep": {
    status: 200,
    body: `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    headers: json,
  },
  "an error without a word": { status: 500, body: "", headers: {} },
  "an error of other words": {
    status: 400,
    body: '{"errors":{"a":[1]},"error_code":[]}',
    headers: json,
  },
  "a redirect": { status: 302, body: "", headers: { location: "https://elsewhere.invalid/" } },
  "a wait that is none": { status: 429, body: "", headers: { "retry-after": "soon, \u00e9" } },
};
