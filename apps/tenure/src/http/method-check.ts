interface Operations {
  readonly paths?: Readonly<Record<string, object>> | undefined;
}

/** Which methods a path of the API has; empty when there is no such path. */
export function methodsOf({ paths = {} }: Operations): (path: string) => readonly string[] {
  const known = Object.entries(paths).map(([path, operations]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u"),
    methods: Object.keys(operations).map((method) => method.toUpperCase()),
  }));
  return (path) => known.find(({ pattern }) => pattern.test(path))?.methods ?? [];
}
