import { InputError } from '@backstage/errors';
import {
  DocumentTemplate,
  Expression,
  type TemplateProblem,
} from '@towpath/policy';
import {
  formatPath,
  profileProblems,
  type KubernetesObject,
  type KubernetesProfile,
} from '@towpath/score';
import { parse } from 'yaml';
import {
  RENDERED_NAMES,
  SUBJECT_NAMES,
  type ProfileSubject,
  type RenderedWorkload,
} from '../model/ProfileSubject';

/** An object beside every workload of which the condition is true. */
interface ObjectRule {
  path: string;
  when?: Expression;
  object: DocumentTemplate;
}

type Settings = Record<string, unknown>;

/** What holds in one tier, read once: many workloads are rendered with it. */
interface OfTier {
  settings: DocumentTemplate;
  rules: ObjectRule[];
}

/**
 * What a platform sets on every workload, and puts beside it: a profile of packages/score whose texts may hold CEL
 * expressions in `${…}`, and `objects`, at the top and in tiers.
 */
export class PlatformProfile {
  readonly #file: string;
  readonly #settings: Settings;
  readonly #byTier = new Map<string, OfTier>();

  private constructor(file: string, settings: Settings) {
    this.#file = file;
    this.#settings = settings;
  }

  /** @throws InputError that names the file and what is wrong in it */
  static read(text: string, file: string): PlatformProfile {
    const settings = parse(text) ?? {};
    if (isMap(settings)) return new PlatformProfile(file, settings);
    throw new InputError(
      `${file}: it has to be a map of settings, such as labels and pod`,
    );
  }

  /** @throws InputError */
  settingsFor(subject: ProfileSubject): KubernetesProfile {
    const filled = this.#of(subject).settings.fill({ ...subject });
    this.#refuse(filled.problems);
    const profile = withoutNothing(filled.value) as KubernetesProfile;
    const wrong = profileProblems(profile);
    if (wrong.length === 0) return profile;
    throw new InputError(`${this.#file}: ${wrong.join('; ')}`);
  }

  /** @throws InputError */
  objectsFor(
    subject: ProfileSubject,
    rendered: RenderedWorkload,
  ): KubernetesObject[] {
    const variables = { ...subject, rendered };
    return this.#of(subject).rules.flatMap(({ path, when, object }) => {
      if (when && !this.#holds(when, variables, path)) return [];
      const { value, problems } = object.fill(variables);
      this.#refuse(problems, `${path}.object`);
      return [this.#checked(value, path)];
    });
  }

  #of({ environment: { tier } }: ProfileSubject): OfTier {
    const known = this.#byTier.get(tier);
    if (known) return known;
    const found = this.#compileTier(tier);
    this.#byTier.set(tier, found);
    return found;
  }

  #compileTier(tier: string): OfTier {
    const { objects, tiers = {}, ...base } = this.#settings;
    const found = isMap(tiers) && Object.hasOwn(tiers, tier) && tiers[tier];
    const { objects: more, ...own } = isMap(found) ? found : ({} as Settings);
    const { template, problems } = DocumentTemplate.compile(
      { ...base, tiers: { [tier]: own } },
      SUBJECT_NAMES,
    );
    this.#refuse(problems);
    const rules = [
      ...this.#read(objects, 'objects'),
      ...this.#read(more, `tiers.${tier}.objects`),
    ];
    return { settings: template, rules };
  }

  #read(rules: unknown = [], path: string): ObjectRule[] {
    if (!Array.isArray(rules)) throw this.#wrong(path, 'it is no list');
    return rules.map((rule, at) => this.#readRule(rule, `${path}[${at}]`));
  }

  #readRule(rule: unknown, path: string): ObjectRule {
    const { when, object, ...odd } = isMap(rule) ? rule : {};
    const [unknown] = Object.keys(odd);
    if (unknown) {
      throw this.#wrong(
        path,
        `there is no "${unknown}". Write when and object`,
      );
    }
    const { template, problems } = DocumentTemplate.compile(
      object,
      RENDERED_NAMES,
    );
    this.#refuse(problems, `${path}.object`);
    if (when === undefined) return { path, object: template };
    return { path, object: template, when: this.#compile(when, path) };
  }

  #compile(when: unknown, path: string): Expression {
    try {
      return Expression.compile(String(when), RENDERED_NAMES);
    } catch (error) {
      throw this.#wrong(`${path}.when`, (error as Error).message);
    }
  }

  #holds(
    when: Expression,
    variables: Record<string, unknown>,
    path: string,
  ): boolean {
    const result = when.evaluate(variables);
    if ('error' in result) throw this.#wrong(`${path}.when`, result.error);
    if (typeof result.value === 'boolean') return result.value;
    throw this.#wrong(`${path}.when`, 'it is neither true nor false');
  }

  #checked(value: unknown, path: string): KubernetesObject {
    const { apiVersion, kind, metadata } = isMap(value) ? value : {};
    const isNamed = isMap(metadata) && typeof metadata.name === 'string';
    if (isNamed && typeof apiVersion === 'string' && typeof kind === 'string') {
      return value as KubernetesObject;
    }
    throw this.#wrong(
      `${path}.object`,
      'it needs apiVersion, kind and metadata.name',
    );
  }

  #refuse(problems: TemplateProblem[], within?: string): void {
    if (problems.length === 0) return;
    const said = problems.map(({ path, message }) =>
      [[within, formatPath(path)].filter(Boolean).join('.'), message].join(
        ': ',
      ),
    );
    throw new InputError(`${this.#file}: ${said.join('; ')}`);
  }

  #wrong(path: string, message: string): InputError {
    return new InputError(`${this.#file}: ${path}: ${message}`);
  }
}

function isMap(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without what an expression gave nothing for, such as the owner of a service that has none. */
function withoutNothing(value: unknown): unknown {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([key, item]) => [key, withoutNothing(item)]),
  );
}
