import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { PluginSettings } from '@towpath/backend-kit';
import type { UnsafeSetting } from './UnsafeSetting';
import {
  asObject,
  asTexts,
  entriesOf,
  membersAt,
  unknownMembers,
  type Entry,
} from './values';

/** Of Backstage's own plugins, which cannot say it themselves. */
const UPSTREAM: PluginSettings['known'] = {
  permission: ['enabled'],
  scaffolder: [
    ...['concurrentTasksLimit', 'defaultAuthor', 'defaultCommitMessage'],
    ...['defaultEnvironment', 'requireScmUserCredentials', 'taskRecovery'],
    ...['taskTimeout', 'taskTimeoutJanitorFrequency'],
  ],
  integrations: [
    ...[
      'awsCodeCommit',
      'awsS3',
      'azure',
      'azureBlobStorage',
      'bitbucketCloud',
    ],
    ...['bitbucketServer', 'gerrit', 'gitea', 'github', 'gitlab', 'googleGcs'],
    'harness',
  ],
};

/** What the portal can be made to reach, run or believe beyond what is known to be safe. */
export function findWideReach(
  config: Config,
  plugins: readonly PluginSettings[],
): UnsafeSetting[] {
  return [
    ...[{ known: UPSTREAM }, ...plugins].flatMap(({ known = {} }) =>
      Object.entries(known).flatMap(([key, names]) =>
        placesAt(config, key).flatMap(place =>
          unknownMembers(place.value, place.key, names),
        ),
      ),
    ),
    ...findOpenReading(config),
    ...findOpenProxies(config),
    ...findBelievedSenders(config),
    ...findOpenDocs(config),
  ];
}

/** What is at a key; at `list[]`, each member of the list. */
function placesAt(config: Config, key: string): Entry[] {
  const [list, rest] = key.split('[]');
  if (rest !== undefined) return membersAt(config, list);
  const value = config.getOptional<JsonValue>(key);
  return value === undefined ? [] : [{ key, value }];
}

function findOpenReading(config: Config): UnsafeSetting[] {
  return membersAt(config, 'backend.reading.allow').flatMap(
    ({ key, value }) => {
      const host = String(asObject(value).host ?? '');
      const isOne = /^(\*\.[a-z0-9-]+\.)?[a-z0-9.-]+(:\d+)?$/i.test(host);
      const problem = 'lets everybody have the portal read from any host';
      const remedy = 'name single hosts, or *.tools.corp.example';
      return isOne ? [] : [{ key: `${key}.host`, problem, remedy }];
    },
  );
}

const PROXY = [
  ...['target', 'changeOrigin', 'pathRewrite', 'headers', 'credentials'],
  ...['allowedMethods', 'allowedHeaders', 'timeout', 'proxyTimeout'],
];
const PROXY_SETTINGS = [
  'endpoints',
  'skipInvalidProxies',
  'reviveConsumedRequestBodies',
];

function findOpenProxies(config: Config): UnsafeSetting[] {
  const proxy = config.getOptional<JsonValue>('proxy');
  const old = entriesOf(proxy, 'proxy').filter(({ key }) =>
    key.startsWith('proxy./'),
  );
  return [
    ...unknownMembers(proxy, 'proxy', PROXY_SETTINGS).filter(
      ({ key }) => !key.startsWith('proxy./'),
    ),
    ...[...old, ...membersAt(config, 'proxy.endpoints')].flatMap(
      ({ key, value }) => findOpenProxy(key, value),
    ),
  ];
}

function findOpenProxy(key: string, value: JsonValue): UnsafeSetting[] {
  const { target, credentials, allowedMethods, allowedHeaders } =
    asObject(value);
  const wrong: Record<string, boolean> = {
    target: !/^https:\/\//i.test(String(target ?? value)),
    credentials: (credentials ?? 'require') !== 'require',
    allowedMethods:
      allowedMethods === undefined ||
      asTexts(allowedMethods).some(method => !/^(GET|HEAD)$/.test(method)),
    allowedHeaders: asTexts(allowedHeaders).some(header =>
      /^(authorization|cookie)$/i.test(header),
    ),
  };
  return [
    ...unknownMembers(value, key, PROXY),
    ...Object.keys(wrong)
      .filter(name => wrong[name])
      .map(name => ({
        key: `${key}.${name}`,
        problem: 'lets everybody who is signed in use it for more than reading',
        remedy:
          'an https target, credentials: require, allowedMethods: [GET, HEAD], and no authorization or cookie in allowedHeaders',
      })),
  ];
}

/** Senders whose word is taken although anybody could be them. */
function findBelievedSenders(config: Config): UnsafeSetting[] {
  const found: UnsafeSetting[] = [];
  if (config.getOptional<JsonValue>('backend.trustProxy') === true) {
    found.push({
      key: 'backend.trustProxy',
      problem: 'believes X-Forwarded headers of everybody',
      remedy: 'set how many proxies are in front, as 1, or their addresses',
    });
  }
  if (membersAt(config, 'events.http.topics').length > 0) {
    found.push({
      key: 'events.http.topics',
      problem: 'takes events from everybody, signed or not',
      remedy: 'remove it',
    });
  }
  return found;
}

function findOpenDocs(config: Config): UnsafeSetting[] {
  const choices: Record<string, string[]> = {
    'techdocs.builder': ['local', 'external'],
    'techdocs.generator.runIn': ['local', 'docker'],
    'techdocs.publisher.type': [
      ...['local', 'awsS3', 'azureBlobStorage', 'googleGcs', 'openStackSwift'],
    ],
  };
  const odd = Object.entries(choices)
    .filter(([key, known]) => {
      const value = config.getOptional<JsonValue>(key);
      return value !== undefined && !known.includes(String(value));
    })
    .map(([key, known]) => ({
      key,
      problem: 'is not a way to build or keep docs that is known here',
      remedy: `take one of ${known.join(', ')}`,
    }));
  const sanitizer = membersAt(config, 'techdocs.sanitizer')
    .filter(({ value }) => asTexts(value).some(one => /[*^$|\\]/.test(one)))
    .map(({ key }) => ({
      key,
      problem: 'lets any page of docs bring in what it likes',
      remedy: 'name single hosts',
    }));
  return [...odd, ...sanitizer];
}
