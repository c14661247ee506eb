/** Why a subscription could not be compared with its platform. Never leaves the reconciler. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
