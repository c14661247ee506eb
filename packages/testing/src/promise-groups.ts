/** A promise as its group writes it down. */
export interface GroupedPromise<Stage, Part extends string> {
  readonly name: string;
  /** What of the subject it cannot be tried without. */
  readonly needs?: readonly Part[];
  /** Rejects when the promise is broken. */
  keep(stage: Stage): Promise<void>;
}

/** What a promise is tried on, and what is there to try it. */
export interface Trying<Subject, Stage, Part extends string> {
  readonly groups: Readonly<Record<string, readonly GroupedPromise<Stage, Part>[]>>;
  readonly isLacking: (subject: Subject, part: Part) => boolean;
  readonly stageFor: (subject: Subject) => Stage & { clear(): Promise<void> };
}

/** The promises of all groups, those that can be tried on a subject and those that cannot. */
export function promiseGroups<Subject, Stage, Part extends string>({
  groups,
  isLacking,
  stageFor,
}: Trying<Subject, Stage, Part>) {
  const promises = Object.entries(groups).flatMap(([group, promised]) =>
    promised.map((promise) => ({ group, promise })),
  );

  function lacking(subject: Subject, { needs = [] }: GroupedPromise<Stage, Part>): readonly Part[] {
    return needs.filter((part) => isLacking(subject, part));
  }

  async function keep(subject: Subject, promise: GroupedPromise<Stage, Part>): Promise<void> {
    const stage = stageFor(subject);
    try {
      await promise.keep(stage);
    } finally {
      await stage.clear();
    }
  }

  return {
    of: (subject: Subject) =>
      promises
        .filter(({ promise }) => lacking(subject, promise).length === 0)
        .map(({ group, promise }) => ({
          group,
          name: promise.name,
          run: () => keep(subject, promise),
        })),
    leftOut: (subject: Subject) =>
      promises.flatMap(({ group, promise }) => {
        const lacks = lacking(subject, promise);
        return lacks.length === 0 ? [] : [{ group, name: promise.name, lacks }];
      }),
  };
}
