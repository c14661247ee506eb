/** What became of one subscription of the platform. */
export type Adopted =
  /** Taken over, or made whole where an earlier run was cut off. In a dry run: it would be. */
  | {
      readonly type: "adopted";
      readonly key: string;
      readonly status: string;
      /** Ids of its requests that have not ended. */
      readonly requests: readonly string[];
    }
  /** The engine knew it, with its requests in progress; nothing was done. */
  | { readonly type: "known"; readonly key: string }
  /** It is terminated on the platform; nothing was done. */
  | { readonly type: "ended"; readonly key: string }
  /** It cannot be put into the machine's words, or was refused. Without a key, not even its id was told. */
  | { readonly type: "unreadable"; readonly key: string | undefined; readonly problem: string };
