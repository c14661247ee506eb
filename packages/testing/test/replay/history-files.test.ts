import { AssertionError } from "node:assert";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { fc, test } from "@fast-check/vitest";
import { sqliteStore } from "@tenure/sqlite";
import { HistoryFileError, replay, replayFolder } from "@tenure/testing/engine";
import { afterAll, beforeAll, describe, expect } from "vitest";

import { runHere } from "../../../../tests/run-here.ts";
import { decidedOtherwise, exported, key, liveWith } from "./lived-history.ts";

let folder: string;
let document: Awaited<ReturnType<typeof exported>>;
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenure-replay-"));
  document = await exported();
  text = JSON.stringify(document, null, 1);
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The code of the error, or what happened instead. */
async function codeOf(replaying: Promise<unknown>): Promise<string> {
  try {
    await replaying;
    return "it passed";
  } catch (error) {
    return error instanceof HistoryFileError ? error.code : String(error);
  }
}

describe("a file", () => {
  test("is replayed by its path, by its URL, and parsed", async () => {
    const path = await file("whole.json", `\uFEFF${text}`);
    const steps = document.entries.length;
    for (const source of [path, pathToFileURL(path), JSON.parse(text) as object]) {
      expect(await replay(source)).toMatchObject({ key, steps });
    }
  });

  test.prop([fc.nat({ max: 1_000_000 })], { numRuns: 40 })(
    "that was cut off anywhere is no history",
    async (place) => {
      const cut = await file("cut.json", text.slice(0, place % (text.length - 1)));
      expect(["not_json", "empty"]).toContain(await codeOf(replay(cut)));
    },
  );

  test.prop([fc.nat(), fc.constantFrom("7", "x", '"', " ", "}")], { numRuns: 150 })(
    "in which one character is another never passes as another history",
    async (place, character) => {
      const at = place % text.length;
      const spoiled = text.slice(0, at) + character + text.slice(at + 1);
      try {
        await replay(await file("spoiled.json", spoiled));
      } catch (error) {
        expect(error instanceof HistoryFileError || error instanceof AssertionError).toBe(true);
        return;
      }
      // What passes says the same, but for white space and for the release that wrote it.
      const { machineVersion: _, ...same } = JSON.parse(spoiled) as typeof document;
      expect(same).toEqual({ ...document, machineVersion: undefined });
    },
  );

  test.prop([fc.jsonValue()], { numRuns: 100 })("of other JSON is refused", async (value) => {
    const foreign = await file("foreign.json", JSON.stringify(value));
    expect(["not_a_history", "empty"]).toContain(await codeOf(replay(foreign)));
  });

  test.each([
    ["that is not there", "none.json", undefined, "file_unreadable"],
    ["that is empty", "empty.json", "", "empty"],
    ["of white space", "blank.json", " \n\t\n", "empty"],
    ["of no line", "list.json", "[]", "empty"],
    ["of text", "words.json", "once upon a time", "not_json"],
    ["of another program", "other.json", '{"format":"other","entries":[]}', "empty"],
    [
      "of a later release",
      "later.json",
      '{"format":"tenure-history","formatVersion":99}',
      "not_a_history",
    ],
  ] as const)("%s has a code of its own", async (_name, name, content, code) => {
    const path = content === undefined ? join(folder, name) : await file(name, content);
    expect(await codeOf(replay(path))).toBe(code);
  });

  test("says its name, what is wrong and what to do", async () => {
    const cut = await file("half.json", text.slice(0, 500));
    await expect(replay(cut)).rejects.toThrow(
      `${cut} cannot be replayed: it is no JSON, from line 1 on. It may have been cut off; export it again.`,
    );
  });

  test("without steps never passes", async () => {
    expect(await codeOf(replay({ ...document, entries: [] }))).toBe("empty");
  });

  test("in which an entry is missing or was changed is not what was exported", async () => {
    const { entries } = document;
    expect(await codeOf(replay({ ...document, entries: entries.slice(1) }))).toBe("incomplete");
    expect(await codeOf(replay({ ...document, entries: entries.slice(0, -1) }))).toBe("damaged");
    const edited = entries.map((entry, index) => (index === 2 ? { ...entry, at: 5 } : entry));
    expect(await codeOf(replay({ ...document, entries: edited }))).toBe("damaged");
  });
});

describe("the lines of `tenure history --json`", () => {
  async function printed(...more: readonly string[]): Promise<string> {
    const path = join(await mkdtemp(join(folder, "store-")), "tenure.db");
    await liveWith(async () => undefined, sqliteStore({ file: path }));
    const { output } = await runHere(["history", key, "--store", path, "--json", ...more]);
    return output;
  }

  test("are replayed as the command printed them, with values and without", async () => {
    const steps = document.entries.length;
    const open = await file("open.jsonl", await printed("--unredacted"));
    expect(await replay(open)).toEqual({
      key,
      steps,
      status: "active",
      kind: "lines",
      redacted: false,
    });
    const hidden = await file("hidden.jsonl", await printed());
    expect(await replay(hidden)).toMatchObject({ steps, redacted: true, kind: "lines" });
  });

  test("are refused when they do not begin at the beginning, and told apart when cut off", async () => {
    const whole = (await printed()).trimEnd().split("\n");
    const without = (at: number) => whole.filter((_, index) => index !== at).join("\n");
    expect(await codeOf(replay(await file("a.jsonl", without(0))))).toBe("incomplete");
    expect(await codeOf(replay(await file("b.jsonl", without(2))))).toBe("incomplete");
    expect(await codeOf(replay(await file("c.jsonl", whole.toReversed().join("\n"))))).toBe(
      "incomplete",
    );
    expect(await codeOf(replay(await file("d.jsonl", whole.join("\n").slice(0, -30))))).toBe(
      "not_json",
    );
    const rehashed = whole.join("\n").replace(/"hash":"./u, '"hash":"_');
    expect(await codeOf(replay(await file("e.jsonl", rehashed)))).toBe("damaged");
    const stranger = `${whole.join("\n")}\n{"level":"info"}`;
    expect(await codeOf(replay(await file("f.jsonl", stranger)))).toBe("not_a_history");
  });

  test.prop([fc.nat(), fc.constantFrom("7", "x", "[", "-", "_")], { numRuns: 60 })(
    "in which one character is another never fail in another way",
    async (place, character) => {
      const whole = await lineText;
      const at = place % whole.length;
      const spoiled = await file("g.jsonl", whole.slice(0, at) + character + whole.slice(at + 1));
      await replay(spoiled).catch((error: unknown) => {
        expect(error instanceof HistoryFileError || error instanceof AssertionError).toBe(true);
      });
    },
  );
  let lineText: Promise<string>;
  beforeAll(() => {
    lineText = printed("--unredacted");
  });
});

describe("a folder of histories", () => {
  test("is replayed file by file", async () => {
    const folderOfTwo = join(folder, "two");
    await mkdir(join(folderOfTwo, "more"), { recursive: true });
    await writeFile(join(folderOfTwo, "b.json"), text);
    await writeFile(join(folderOfTwo, "a.json"), JSON.stringify(await exported(true)));
    await writeFile(join(folderOfTwo, "notes.md"), "not a history");
    const replayed = await replayFolder(pathToFileURL(folderOfTwo));
    expect([...replayed.keys()]).toEqual(["a.json", "b.json"]);
    expect([...replayed.values()].map(({ redacted }) => redacted)).toEqual([true, false]);
    const otherwise = decidedOtherwise(document, 1, { drift: true });
    await writeFile(join(folderOfTwo, "c.json"), JSON.stringify(otherwise));
    await expect(replayFolder(folderOfTwo)).rejects.toThrow(/c\.json: step 2 of/u);
  });

  test("never passes when there is none, and says when it is not there", async () => {
    const bare = join(folder, "bare");
    await mkdir(bare);
    expect(await codeOf(replayFolder(bare))).toBe("empty");
    expect(await codeOf(replayFolder(join(folder, "nowhere")))).toBe("file_unreadable");
  });
});
