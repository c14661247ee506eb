import { useSearchParams } from "wouter";

/** The version the reader looks at, kept in the URL; undefined: how it is now, whatever comes. */
export function useShownVersion(
  newest: number | undefined,
): readonly [number | undefined, (version: number | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const written = search.get("version");
  const asked = written !== null && /^\d{1,15}$/u.test(written) ? Number(written) : undefined;
  const version = asked === undefined || newest === undefined ? asked : Math.min(asked, newest);
  const show = (wanted: number | undefined): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (wanted === undefined) next.delete("version");
        else next.set("version", String(wanted));
        return next;
      },
      { replace: true },
    );
  return [version, show];
}
