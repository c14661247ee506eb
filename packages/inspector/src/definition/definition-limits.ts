/** How large a definition may be that is read. */
export interface DefinitionLimits {
  /** Characters of a definition that comes as JSON text. Default 2,000,000. */
  readonly maximumCharacters: number;
  /** States, the machine itself included. Default 1,000. */
  readonly maximumStates: number;
  /** Transitions, counted once for each of their targets. Default 5,000. */
  readonly maximumTransitions: number;
  /** States within states, counted from the machine itself. Default 24. */
  readonly maximumDepth: number;
}

export const defaultDefinitionLimits: DefinitionLimits = {
  maximumCharacters: 2_000_000,
  maximumStates: 1000,
  maximumTransitions: 5000,
  maximumDepth: 24,
};

export type DefinitionRefusalCode =
  /** No object, or not JSON. */
  | "definition_invalid"
  /** Beyond a limit. */
  | "definition_too_large";

/** Why a definition is not read, and what to do. */
export interface DefinitionRefusal {
  readonly code: DefinitionRefusalCode;
  readonly message: string;
}

/** Carries a refusal out of the depth of a definition; never leaves the package. */
export class RefusedDefinition extends Error {
  override readonly name = "RefusedDefinition";
  readonly refusal: DefinitionRefusal;

  constructor(code: DefinitionRefusalCode, message: string) {
    super(message);
    this.refusal = { code, message };
  }
}
