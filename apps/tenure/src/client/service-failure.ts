const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The service said no. */
export class ServiceProblem extends Error {
  override readonly name = "ServiceProblem";
  readonly status: number;
  /** The problem as it came. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const { code, detail, title } = problem;
    const said = textOf(detail) ?? textOf(title) ?? `The service answered ${status}.`;
    super(`${said} (${textOf(code) ?? status})`);
    this.status = status;
    this.problem = problem;
  }
}

/** The service cannot be reached, or answers what no service of ours does. */
export class ServiceUnreachable extends Error {
  override readonly name = "ServiceUnreachable";
}
