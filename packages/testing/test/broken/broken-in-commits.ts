import type { Commit, Store } from "@tenure/engine";

import { type BrokenStore, versionIn } from "./broken-store.ts";

/** Moves a commit to another version. */
function rebased(commit: Commit, version: number): Commit {
  const { change } = commit;
  if (change === undefined) return { ...commit, expectedVersion: version };
  const record = { ...change.record, version: version + 1 };
  const entry = { ...change.entry, version: version + 1 };
  return { ...commit, expectedVersion: version, change: { record, entry } };
}

function withoutEffects(commit: Commit): Commit {
  return { ...commit, effects: [] };
}

export const brokenInCommits: readonly BrokenStore[] = [
  {
    fault: "forgets the answers",
    group: "inbox",
    breaking: (sound) => ({
      load: (batch) => sound.load(batch.map(({ key }) => ({ key }))),
    }),
  },
  {
    fault: "keeps no answer, so that a repeat is done again",
    group: "inbox",
    breaking: (sound) => ({
      commit: (batch) => sound.commit(batch.map(({ inbox: _inbox, ...commit }) => commit)),
    }),
  },
  {
    fault: "forgets more answers than it was told to",
    group: "inbox",
    breaking: (sound) => ({ forgetAnswers: (before) => sound.forgetAnswers(before, 9999) }),
  },
  {
    fault: "commits whatever the version",
    group: "commits",
    breaking: (sound) => ({
      async commit(batch) {
        const results = [];
        for (const commit of batch) {
          const version = await versionIn(sound, commit.key);
          results.push(...(await sound.commit([rebased(commit, version)])));
        }
        return results;
      },
    }),
  },
  {
    fault: "writes a batch commit by commit",
    group: "commits",
    breaking: (sound) => ({
      async commit(batch) {
        const results = [];
        for (const commit of batch) results.push(...(await sound.commit([commit])));
        return results;
      },
    }),
  },
  {
    fault: "writes the effects apart from the rest",
    group: "commits",
    breaking: (sound) => ({
      commit: (batch) => sound.commit(batch.map(withoutEffects)),
    }),
  },
  {
    fault: "answers a commit that was not taken as if it were",
    group: "commits",
    breaking: (sound) => ({
      async commit(batch) {
        const results = await sound.commit(batch);
        return results.map(() => ({ type: "committed" }));
      },
    }),
  },
  {
    fault: "cannot keep U+0000",
    group: "values",
    breaking: (sound) => ({
      commit: (batch) =>
        sound.commit(JSON.parse(JSON.stringify(batch).replaceAll(String.raw`\u0000`, ""))),
    }),
  },
  {
    fault: "shares what it reads",
    group: "values",
    breaking(sound) {
      const known = new Map<string, Awaited<ReturnType<Store["history"]>>>();
      return {
        async history(key, options) {
          const name = JSON.stringify([key, options]);
          const entries = known.get(name) ?? (await sound.history(key, options));
          known.set(name, entries);
          return entries;
        },
      };
    },
  },
];
