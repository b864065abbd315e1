import { overrideFileName, suggest, type Diagnostic } from '@towpath/score';

/** A file that is laid over a Score file in an environment which is not there. */
export interface StrayOverride {
  name: string;
  environment: string;
}

/** Provisioners of score-k8s are kept beside the file, and are for no environment. */
const NO_ENVIRONMENT = ['provisioners'];

/**
 * @param name - of the Score file.
 * @param names - of all that is beside it.
 */
export function strayOverrides(
  name: string,
  names: string[],
  environments: string[],
): StrayOverride[] {
  const [before, after] = overrideFileName(name, '/').split('/');
  return names
    .filter(one => one.startsWith(before) && one.endsWith(after))
    .filter(one => one.length > before.length + after.length)
    .map(one => ({
      name: one,
      environment: one.slice(before.length, one.length - after.length),
    }))
    .filter(({ environment }) => !environments.includes(environment))
    .filter(({ environment }) => !NO_ENVIRONMENT.includes(environment));
}

export function explainStray(
  { name, environment }: StrayOverride,
  environments: string[],
): Diagnostic {
  const meant = suggest(environment, environments);
  return {
    severity: 'warning',
    code: 'stray-override',
    path: [],
    message: `${name} is laid over nothing: there is no environment "${environment}". ${
      meant
        ? `Did you mean ${overrideNameIn(name, environment, meant)}?`
        : `There are ${environments.join(', ')}`
    }`,
  };
}

function overrideNameIn(name: string, was: string, is: string): string {
  return name.replace(`.${was}`, `.${is}`);
}
