import { matchesAny } from './patterns';
import {
  ABILITIES,
  type Allowance,
  type Rules,
  type TrustPolicy,
} from './types';

type Abilities = Pick<Rules, (typeof ABILITIES)[number]>;

/**
 * What holds for a module: what holds for all, and what the platform lets modules from its places do beyond that.
 *
 * @param origins - where it comes from, and where the module does that called it
 */
export function rulesFor(policy: TrustPolicy, origins: string[]): Rules {
  const allowed = (policy.allow ?? []).filter(one => matches(one, origins));
  const abilities = ABILITIES.map(what => [
    what,
    allowed.some(one => one[what] === true),
  ]);
  const lists = (what: 'providers' | 'modules') => [
    ...(policy[what] ?? []),
    ...allowed.flatMap(one => one[what] ?? []),
  ];
  return {
    origin: origins[0],
    ...(Object.fromEntries(abilities) as Abilities),
    providers: lists('providers'),
    modules: lists('modules'),
  };
}

/** An address of a repository means every folder in it. */
function matches({ module }: Allowance, origins: string[]): boolean {
  return origins.some(origin => {
    const at = origin.indexOf('//', origin.indexOf('://') + 3);
    const whole = at < 0 ? origin : origin.slice(0, at);
    return matchesAny([module], origin) || matchesAny([module], whole);
  });
}
