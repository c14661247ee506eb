/** What a command's exit code says. */
export const exitCodes = {
  /** Done, and nothing wrong was found. */
  done: 0,
  /** Refused, or something wrong was found. */
  wrong: 1,
  /** The command line or the configuration cannot be right. */
  usage: 2,
  /** The service, the store or the address is out of reach; the same may work later. */
  unreachable: 3,
  /** The token is missing, or may not do this. */
  forbidden: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a command that the service said no to. */
export function exitCodeOfStatus(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.forbidden;
  return status >= 500 ? exitCodes.unreachable : exitCodes.wrong;
}

/** Those that say the same of every command. */
export const otherExitCodes = `2 the command line or the configuration is
wrong, 3 the service or the store is out of reach, 4 the token is missing or may not do this.`;

/** For the end of a help text. */
export const exitCodeHelp = `
Exit codes: 0 done, 1 refused or something wrong was found, ${otherExitCodes}`;
