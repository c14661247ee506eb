/** Who calls, and with what. They open nothing but a simulator. */
export const CLEVERBRIDGE_USER = "api-user";
export const CLEVERBRIDGE_PASSWORD = "simulator-password";

/** The one user there is. */
export interface Login {
  readonly username: string;
  readonly password: string;
  /** After so many failed logins in a row the user is locked; undefined for never. */
  readonly lockAfter: number | undefined;
}

/** What `Authorization: Basic …` holds; undefined when it holds no user and password. */
function basicCredentials(
  header: string | null,
): { readonly username: string; readonly password: string } | undefined {
  const encoded = /^Basic\s+(?<encoded>\S+)\s*$/iu.exec(header ?? "")?.groups?.["encoded"];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Who is let in. Failed logins are no document: they are undone by no refusal, and forgotten at a restart. */
export class Logins {
  readonly #login: Login;
  #failed = 0;

  constructor(login: Login) {
    this.#login = login;
  }

  /** Wrong passwords are counted, and lock the user; a login that goes well forgets them. */
  logIn(header: string | null): "in" | "out" | "locked" {
    const { username, password, lockAfter = Infinity } = this.#login;
    const given = basicCredentials(header);
    if (given === undefined || given.username !== username) return "out";
    if (this.#failed >= lockAfter) return "locked";
    const isRight = given.password === password;
    this.#failed = isRight ? 0 : this.#failed + 1;
    return isRight ? "in" : "out";
  }

  /** Forgets the failed logins. */
  unlock(): void {
    this.#failed = 0;
  }
}
