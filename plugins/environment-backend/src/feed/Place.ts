import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';

/** An environment as applications are matched with it. */
export interface Place {
  name: string;
  /** The only Argo CD instance whose applications are in it; any when absent. */
  instance?: string;
  /** The service that an application of this name would be of, by the name template. */
  serviceIn(application: string): string | undefined;
}

const DEFAULT_TEMPLATE = '{service}-{environment}';

export function placeOf({ metadata, spec }: EnvironmentEntityV1alpha1): Place {
  const { name } = metadata;
  const { instance, application = DEFAULT_TEMPLATE } = argoCdOf(spec);
  const pattern = toPattern(application.replaceAll('{environment}', name));
  return {
    name,
    instance,
    serviceIn: text => pattern.exec(text)?.[1],
  };
}

function argoCdOf(spec: EnvironmentEntityV1alpha1['spec']) {
  return (
    (spec as { argocd?: { instance?: string; application?: string } }).argocd ??
    {}
  );
}

function toPattern(template: string): RegExp {
  const [before, ...after] = template.split('{service}').map(escape);
  return new RegExp(`^${before}(.+)${after.join('\\1')}$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
