import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import { ANY_NAMESPACE } from './ClaimedApplication';

/** An environment as applications are matched with it. */
export interface Place {
  name: string;
  /** The only Argo CD instance whose applications are in it; any when absent. */
  instance?: string;
  /** The service that an application of this name would be of, by the name template. */
  serviceIn(application: string): string | undefined;
  /** References of services by the application that the environment says is theirs; see {@link named}. */
  applications: ReadonlyMap<string, string[]>;
  /** References of those whose services alone have the applications of an Argo CD project. */
  projects: ReadonlyMap<string, string[]>;
}

const DEFAULT_TEMPLATE = '{service}-{environment}';

export function placeOf({ metadata, spec }: EnvironmentEntityV1alpha1): Place {
  const { name } = metadata;
  const {
    instance,
    application = DEFAULT_TEMPLATE,
    applications = {},
    projects = {},
  } = spec.argocd ?? {};
  const pattern = toPattern(application.replaceAll('{environment}', name));
  const byApplication = new Map<string, string[]>();
  for (const [service, named] of Object.entries(applications)) {
    const known = byApplication.get(named) ?? [];
    byApplication.set(named, [...known, toRef(service, 'component')]);
  }
  return {
    name,
    instance,
    serviceIn: text => pattern.exec(text)?.[1],
    applications: byApplication,
    projects: new Map(
      Object.entries(projects).map(([project, owners]) => [
        project,
        owners.map(owner => toRef(owner, 'group')),
      ]),
    ),
  };
}

/** References of all services that an environment names applications for. */
export function mappedServices({ spec }: EnvironmentEntityV1alpha1): string[] {
  const { applications = {} } = spec.argocd ?? {};
  return Object.keys(applications).map(name => toRef(name, 'component'));
}

/** The services that the environment names for an application, with its namespace or without. */
export function namedFor(
  { applications }: Place,
  { namespace, name }: { namespace: string; name: string },
): string[] {
  const isNamed = (key: string) =>
    namespace === ANY_NAMESPACE && key.endsWith(`/${name}`);
  return [
    ...(applications.get(`${namespace}/${name}`) ?? []),
    ...(applications.get(name) ?? []),
    ...[...applications].flatMap(([key, refs]) => (isNamed(key) ? refs : [])),
  ];
}

function toRef(text: string, defaultKind: string): string {
  const defaults = { defaultKind, defaultNamespace: DEFAULT_NAMESPACE };
  try {
    return stringifyEntityRef(parseEntityRef(text, defaults));
  } catch {
    // No entity has such a reference, so that it grants nothing.
    return text;
  }
}

function toPattern(template: string): RegExp {
  const [before, ...after] = template.split('{service}').map(escape);
  return new RegExp(`^${before}(.+)${after.join('\\1')}$`);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
