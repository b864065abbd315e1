import { join } from 'node:path';
import { Eta } from 'eta';
import type { SamplePerson } from './types.ts';

/** The page where one chooses who to be. */
interface ChooseView {
  people: SamplePerson[];
  /** Why the last choice did not count. */
  problem?: string;
}

/** A page that says something and leads back to the portal. */
interface NoticeView {
  title: string;
  message: string;
  /** What the protocol calls it, for those who look for the cause. */
  detail?: string;
}

/** Renders the pages a person sees, as HTML. */
export interface Pages {
  choose(view: ChooseView): string;
  notice(view: NoticeView): string;
  /** @param form - the form of oidc-provider that ends the session when sent with `logout=yes` */
  signOut(form: string): string;
}

export function createPages(portalUrl: string): Pages {
  const eta = new Eta({
    views: join(import.meta.dirname, 'views'),
    cache: true,
  });
  return {
    choose: ({ people, problem }) =>
      eta.render('choose', {
        featured: people.filter(person => person.featured).map(withInitials),
        others: people.filter(person => !person.featured).map(withInitials),
        problem,
      }),
    notice: view =>
      eta.render('notice', { detail: undefined, ...view, portalUrl }),
    signOut: form => eta.render('sign-out', { form, portalUrl }),
  };
}

function withInitials(person: SamplePerson) {
  const words = person.displayName.split(/\s+/).filter(Boolean);
  const ends = [words[0], words.length > 1 ? words[words.length - 1] : ''];
  const initials = ends.map(word => [...word][0] ?? '').join('');
  return { ...person, initials: initials.toLocaleUpperCase('en') };
}
