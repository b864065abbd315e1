/** How far a rule may go, so that a bad one cannot hang or exhaust the process. */
export const LIMITS = {
  /** Characters of one expression. */
  expressionLength: 4_000,
  /** Brackets, conditionals and signs inside each other. Far below what fills the parser's stack. */
  nesting: 50,
  /** Turns of all loops (`all`, `exists`, `filter`, `map`) of one evaluation: some hundred milliseconds. */
  loopTurns: 100_000,
  /** Characters of one message, with its placeholders filled in. */
  messageLength: 2_000,
  /** Characters of a text that is not for people, with its placeholders filled in. */
  textLength: 100_000,
  /** Rules of one policy. */
  rules: 200,
} as const;
