/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST";
  /** Below the API's own path, with its query. */
  readonly path: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What commands ask: a running service, or a store that is only looked at. Both answer the same. */
export interface Target {
  /** For messages. */
  readonly name: string;
  /** @throws ServiceUnreachable */
  ask(call: Call): Promise<Response>;
  close(): Promise<void>;
}
