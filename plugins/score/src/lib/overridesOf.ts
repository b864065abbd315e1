import type { ScoreService } from '@towpath/plugin-score-common';

/** What is laid over the Score file in an environment. */
export interface ShownOverride
  extends NonNullable<ScoreService['environments'][number]['override']> {
  /** Title of the environment. */
  environment: string;
}

/** In the order of environments; those that have none are left out. */
export function overridesOf({ environments }: ScoreService): ShownOverride[] {
  return environments.flatMap(({ name, title = name, override }) =>
    override ? [{ ...override, environment: title }] : [],
  );
}
