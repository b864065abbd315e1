import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';
import { asObject, asTexts, membersAt, unknownMembers } from './values';

const NOBODY_ELSE = ["'self'", "'none'"];
/** `https://host`, with a star for a first part of the name at most. */
const HOST =
  /^(https|wss):\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[\w./-]*)?$/i;

/** What each directive may name beside {@link NOBODY_ELSE}; with `hosts` also single https hosts. */
const DIRECTIVES: Record<string, { words?: string[]; hosts?: true }> = {
  'base-uri': {},
  'child-src': { hosts: true },
  'connect-src': { hosts: true },
  'default-src': {},
  'font-src': { words: ['data:', 'https:'], hosts: true },
  'form-action': { hosts: true },
  'frame-ancestors': {},
  'frame-src': { hosts: true },
  'img-src': { words: ['data:', 'blob:', 'https:'], hosts: true },
  'manifest-src': {},
  'media-src': { words: ['data:', 'blob:'], hosts: true },
  'object-src': {},
  // Upstream's own default: libraries of pages compile schemas.
  'script-src': { words: ["'unsafe-eval'"] },
  'script-src-attr': {},
  'style-src': { words: ["'unsafe-inline'", 'https:'], hosts: true },
  'upgrade-insecure-requests': {},
  'worker-src': { words: ['blob:'] },
};

/** What would let another site's scripts, frames or pages in. */
export function findOpenBrowser(config: Config): UnsafeSetting[] {
  return [...findLooseCsp(config), ...findLooseCors(config)];
}

function findLooseCsp(config: Config): UnsafeSetting[] {
  const key = 'backend.csp';
  return membersAt(config, key).flatMap(({ key: at, value }) => {
    const name = kebab(at.slice(key.length + 1));
    const directive = Object.hasOwn(DIRECTIVES, name) && DIRECTIVES[name];
    if (!directive) {
      const remedy = `remove it; known are ${Object.keys(DIRECTIVES).join(
        ', ',
      )}`;
      return [
        { key: at, problem: 'is no directive that is known here', remedy },
      ];
    }
    if (value === false && name !== 'upgrade-insecure-requests') {
      const remedy = 'remove it, so that the default holds';
      return [{ key: at, problem: 'switches the directive off', remedy }];
    }
    return looseSources(value, directive).map(source => ({
      key: at,
      problem: `lets in ${source}`,
      remedy: `name ${directive.hosts ? 'single https hosts' : "'self'"} only`,
    }));
  });
}

function kebab(name: string) {
  return name.replace(
    /[A-Z]/g,
    letter => `-${letter.toLocaleLowerCase('en-US')}`,
  );
}

function looseSources(
  value: JsonValue,
  { words = [], hosts }: (typeof DIRECTIVES)[string],
): string[] {
  return (typeof value === 'boolean' ? [] : asTexts(value))
    .flatMap(text => text.split(/[\s;,]+/))
    .filter(
      source =>
        source !== '' &&
        !NOBODY_ELSE.includes(source) &&
        !words.includes(source) &&
        !(hosts && HOST.test(source)),
    );
}

const CORS = [
  ...['origin', 'methods', 'allowedHeaders', 'exposedHeaders', 'credentials'],
  ...['maxAge', 'preflightContinue', 'optionsSuccessStatus'],
];

function findLooseCors(config: Config): UnsafeSetting[] {
  const key = 'backend.cors';
  const cors = config.getOptional<JsonValue>(key);
  const { origin } = asObject(cors);
  return [
    ...unknownMembers(cors, key, CORS),
    ...asTexts(origin)
      .filter(one => !/^https:\/\/[a-z0-9.-]+(:\d+)?$/i.test(one))
      .map(() => ({
        key: `${key}.origin`,
        problem: 'is more than a list of https addresses',
        remedy: 'name each site whole, as https://tools.corp.example',
      })),
  ];
}
