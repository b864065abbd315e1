import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Visit } from '@backstage/plugin-home';
import { hasDocs, nameOf, type Me } from '@towpath/home-react';

/** Something worth doing in one's first days, and whether it is done. */
export interface FirstStep {
  text: string;
  path: string;
  done: boolean;
}

const pathOf = (ref: string): string => {
  const { kind, namespace, name } = parseEntityRef(ref);
  return `/catalog/${namespace}/${kind}/${name}`;
};

const sees = (visits: Visit[], refs: string[]): boolean =>
  visits.some(({ entityRef }) => entityRef && refs.includes(entityRef));

const isDocs = ({ pathname }: Visit): boolean =>
  pathname.startsWith('/docs/') || pathname.endsWith('/docs');

const meetTeam = (me: Me, visits: Visit[]): FirstStep => {
  const team = me.groups[0];
  if (!team) {
    return {
      text: 'Find your team',
      path: '/catalog?filters%5Bkind%5D=group',
      done: false,
    };
  }
  return {
    text: `Meet ${nameOf(team)}`,
    path: pathOf(stringifyEntityRef(team)),
    done: sees(
      visits,
      me.groups.map(group => stringifyEntityRef(group)),
    ),
  };
};

const openService = (services: Entity[], visits: Visit[]): FirstStep => {
  const refs = services.map(service => stringifyEntityRef(service));
  return refs.length === 0
    ? {
        text: 'See what the company runs',
        path: '/catalog',
        done: visits.some(v => v.pathname === '/catalog'),
      }
    : {
        text: `Open a service your team runs: ${services[0].metadata.name}`,
        path: pathOf(refs[0]),
        done: sees(visits, refs),
      };
};

const readDocs = (services: Entity[], visits: Visit[]): FirstStep => {
  const documented = services.find(hasDocs);
  return {
    text: documented
      ? `Read how ${documented.metadata.name} works`
      : 'Read the handbook',
    path: documented
      ? `${pathOf(stringifyEntityRef(documented))}/docs`
      : '/docs',
    done: visits.some(isDocs),
  };
};

/**
 * The way into the company for someone new: their team, its services, its docs,
 * and what others offer. A step is done when its place was visited.
 */
export function firstSteps(
  me: Me,
  owned: Entity[],
  visits: Visit[],
): FirstStep[] {
  const services = owned
    .filter(entity => entity.kind === 'Component')
    .sort((a, b) => Number(hasDocs(b)) - Number(hasDocs(a)));
  return [
    meetTeam(me, visits),
    openService(services, visits),
    readDocs(services, visits),
    {
      text: 'See which APIs you can call',
      path: '/api-docs',
      done: visits.some(({ pathname }) => pathname === '/api-docs'),
    },
  ];
}
