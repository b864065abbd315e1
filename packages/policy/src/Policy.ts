import type { CelInput } from '@bufbuild/cel';
import { checkDefinition } from './checkDefinition';
import { checkExamples } from './checkExamples';
import type { ExpressionNames } from './expression/checkNames';
import {
  type CelExpression,
  compileExpression,
} from './expression/compileExpression';
import { ExpressionError } from './expression/ExpressionError';
import { compileMessage, type Message } from './message';
import { PolicyError } from './PolicyError';
import { toVariables } from './toCelInput';
import {
  EFFECTS,
  type PolicyDefinition,
  type PolicyFinding,
  type PolicyProblem,
  type PolicyResult,
  type PolicyRule,
} from './types';

/** What a document may contain, for checking names before there is a document. */
export interface PolicyOptions {
  /** The top-level keys of the documents. A rule that uses another one is refused; any when left out. */
  variables?: readonly string[];
}

interface CompiledRule {
  definition: PolicyRule;
  when: CelExpression;
  message: Message;
  instead?: Message;
}

const OUT_OF_TIME = 'the rules before it took all the time there is';

/** A policy that was read and checked, ready to judge documents. */
export class Policy {
  readonly #rules: CompiledRule[];

  private constructor(
    /** As it was written. */
    readonly definition: PolicyDefinition,
    rules: CompiledRule[],
  ) {
    this.#rules = rules;
  }

  /**
   * Checks a policy and reads its expressions.
   *
   * @throws PolicyError with all that is wrong, each with its path, and line and column in expressions.
   */
  static compile(definition: unknown, options: PolicyOptions = {}): Policy {
    const problems = checkDefinition(definition);
    if (problems.length > 0) {
      throw new PolicyError(nameOf(definition), problems);
    }
    const policy = definition as PolicyDefinition;
    const rules = policy.rules.map((rule, index) =>
      compileRule(rule, `rules[${index}]`, options, problems),
    );
    if (problems.length > 0) {
      throw new PolicyError(policy.name, problems);
    }
    const compiled = new Policy(policy, rules.filter(isDefined));
    const failed = checkExamples(policy, document =>
      compiled.evaluate(document),
    );
    if (failed.length > 0) throw new PolicyError(policy.name, failed);
    return compiled;
  }

  get name(): string {
    return this.definition.name;
  }

  /**
   * What the rules say about a document, whose top-level keys are the variables of the expressions.
   * Never throws: a rule that cannot be evaluated denies, and says why.
   *
   * @param isLate - asked before each rule; those that there is no time for deny
   */
  evaluate(
    document: Record<string, unknown>,
    isLate: () => boolean = () => false,
  ): PolicyResult {
    let variables: Record<string, CelInput>;
    try {
      variables = toVariables(document);
    } catch (error) {
      return unreadable(error, this.#rules);
    }
    const findings = this.#rules
      .map(rule =>
        isLate()
          ? cannotEvaluate(rule.definition, OUT_OF_TIME)
          : ask(rule, variables),
      )
      .filter(isDefined)
      .sort((a, b) => strength(a) - strength(b));
    return { effect: findings[0]?.effect ?? 'allow', findings };
  }
}

function compileRule(
  definition: PolicyRule,
  path: string,
  names: ExpressionNames,
  problems: PolicyProblem[],
): CompiledRule | undefined {
  const when = collect(problems, `${path}.when`, () =>
    compileExpression(definition.when, names),
  );
  const message = collect(problems, `${path}.message`, () =>
    compileMessage(definition.message, names),
  );
  const instead =
    definition.instead === undefined
      ? undefined
      : collect(problems, `${path}.instead`, () =>
          compileMessage(definition.instead!, names),
        );
  return when && message && { definition, when, message, instead };
}

/** The result, or undefined with the reason added to the problems. */
function collect<T>(
  problems: PolicyProblem[],
  path: string,
  compile: () => T,
): T | undefined {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, line, column } = error;
    problems.push({ path, message, line, column });
    return undefined;
  }
}

function ask(
  { definition, when, message, instead }: CompiledRule,
  variables: Record<string, CelInput>,
): PolicyFinding | undefined {
  const result = when(variables);
  if ('error' in result) {
    return cannotEvaluate(definition, result.error);
  }
  if (typeof result.value !== 'boolean') {
    return cannotEvaluate(
      definition,
      '"when" gives neither true nor false for it',
    );
  }
  const { name: rule, effect, approvers, field } = definition;
  return result.value
    ? {
        rule,
        effect,
        message: message(variables),
        approvers,
        field,
        instead: instead?.(variables),
      }
    : undefined;
}

function cannotEvaluate(
  { name, field }: PolicyRule,
  error: string,
): PolicyFinding {
  return {
    rule: name,
    effect: 'deny',
    field,
    message: `Rule "${name}" cannot be evaluated: ${error}. Until it can, it denies; guard a field that may be missing with has().`,
    error,
  };
}

/** A document nested so deep, or in a circle, that it cannot even be read. */
function unreadable(error: unknown, rules: CompiledRule[]): PolicyResult {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    effect: 'deny',
    findings: rules.map(({ definition }) =>
      cannotEvaluate(definition, `the document cannot be read: ${reason}`),
    ),
  };
}

function strength({ effect }: PolicyFinding): number {
  return EFFECTS.indexOf(effect);
}

function nameOf(definition: unknown): string {
  const name = (definition as { name?: unknown } | undefined | null)?.name;
  return typeof name === 'string' ? name : '';
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
