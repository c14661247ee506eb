/** Why the machine refused something. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly guard?: string;
  readonly capability?: string;
  readonly reference?: string;
}

interface ProblemContent {
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly at: string; readonly message: string }[];
  readonly refusal?: Refusal;
}

/** The service's refusal of a request, or word of why there was no answer (status 0, `service_unreachable`). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** What is wrong and what to do. */
  readonly detail: string;
  readonly errors: readonly { readonly at: string; readonly message: string }[];
  readonly refusal: Refusal | undefined;

  constructor(content: ProblemContent, options?: ErrorOptions) {
    super(`${content.code}: ${content.detail}`, options);
    this.title = content.title;
    this.status = content.status;
    this.code = content.code;
    this.detail = content.detail;
    this.errors = content.errors ?? [];
    this.refusal = content.refusal;
  }
}

const isContent = (value: unknown): value is ProblemContent =>
  typeof value === "object" &&
  value !== null &&
  "code" in value &&
  typeof value.code === "string" &&
  "detail" in value &&
  typeof value.detail === "string";

/** The problem an answer tells of. Whatever stands between console and service may have answered, too. */
export async function problemOf(response: Response): Promise<Problem> {
  const content: unknown = await response.json().catch(() => undefined);
  const { status } = response;
  if (isContent(content)) return new Problem({ ...content, title: content.title, status });
  const detail = `The answer was ${status}${response.statusText === "" ? "" : ` ${response.statusText}`}, without a word on why.`;
  return new Problem({ title: "No proper answer", status, code: "answer_unreadable", detail });
}

/** The problem that no answer came. */
export function unreachable(cause: unknown): Problem {
  return new Problem(
    {
      title: "Service unreachable",
      status: 0,
      code: "service_unreachable",
      detail: "The service does not answer. See that it runs and can be reached from here.",
    },
    { cause },
  );
}
