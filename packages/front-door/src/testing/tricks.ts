/** A request that a server must not let in, or must. */
export interface Trick {
  name: string;
  /** Request line and headers. */
  head: string[];
}

export interface TrickedServer {
  port: number;
  /** A page that anybody may read. */
  page: string;
  /** Where something is written with POST. */
  form: string;
  /** Where a socket is opened. */
  socket: string;
}

const get = (path: string, ...headers: string[]) => [
  `GET ${path} HTTP/1.1`,
  ...headers,
];
const post = (path: string, ...headers: string[]) => [
  `POST ${path} HTTP/1.1`,
  ...headers,
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Length: 0',
];
const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

/** Hosts by which a foreign page would arrive, and spellings that hope to be taken for ours. */
const foreignHosts = (port: number): [string, string][] => [
  ['a name that leads here', `evil.example:${port}`],
  ['a name without a port', 'evil.example'],
  ['a name that begins with ours', `localhost.evil.example:${port}`],
  ['a name that ends with ours', `evil-localhost:${port}`],
  ['a name below ours', `evil.localhost:${port}`],
  ['our name with a dot at its end', `localhost.:${port}`],
  ['our name without its port', 'localhost'],
  ['our name with another port', `localhost:${port + 1}`],
  ['our name with an empty port', 'localhost:'],
  ['our name with a port in another spelling', `localhost:0${port}`],
  ['our name as userinfo', `localhost:${port}@evil.example`],
  ['a foreign userinfo before our name', `evil.example@localhost:${port}`],
  ['two names in one', `localhost:${port}, evil.example`],
  ['our name and a path', `localhost:${port}/evil.example`],
  ['our name in escapes', `%6cocalhost:${port}`],
  ['every address of the machine', `0.0.0.0:${port}`],
  ['this machine as one number', `2130706433:${port}`],
  ['this machine in short', `127.1:${port}`],
  ['another address of this machine', `127.0.0.2:${port}`],
  ['IPv6 without brackets', `::1:${port}`],
  ['IPv6 of IPv4', `[::ffff:127.0.0.1]:${port}`],
  ['IPv6 with a zone', `[::1%25lo]:${port}`],
  ['nothing', ''],
];

/** Requests that must be answered 421: they are not addressed to the server, however they put it. */
export function foreignHostTricks(target: TrickedServer): Trick[] {
  const { port, page, form, socket } = target;
  const own = `Host: localhost:${port}`;
  const evil = `Host: evil.example:${port}`;
  return [
    ...foreignHosts(port).map(([name, host]) => ({
      name: `asks for ${name}`,
      head: get(page, `Host: ${host}`),
    })),
    { name: 'writes to a foreign host', head: post(form, evil) },
    {
      name: 'has two hosts, ours first',
      head: get(page, own, evil),
    },
    {
      name: 'has two hosts, ours last',
      head: get(page, evil, own),
    },
    {
      name: 'forwards our host',
      head: get(page, evil, `X-Forwarded-Host: localhost:${port}`),
    },
    {
      name: 'targets a foreign host in full',
      head: get(`http://evil.example:${port}${page}`, own),
    },
    {
      name: 'targets our host in full for a foreign one',
      head: get(`http://localhost:${port}${page}`, evil),
    },
    {
      name: 'targets a foreign host behind our name',
      head: get(`http://localhost:${port}@evil.example${page}`, own),
    },
    {
      name: 'speaks HTTP/1.0 and names no host',
      head: [`GET ${page} HTTP/1.0`],
    },
    {
      name: 'opens a socket at a foreign host',
      head: get(
        socket,
        evil,
        `Origin: http://evil.example:${port}`,
        ...UPGRADE,
      ),
    },
    {
      name: 'asks a foreign host which methods there are',
      head: [`OPTIONS ${page} HTTP/1.1`, evil],
    },
    {
      name: 'waits before it sends to a foreign host',
      head: post(form, evil, 'Expect: 100-continue'),
    },
  ];
}

const foreignOrigins = (port: number): [string, string][] => [
  ['another site', 'http://evil.example'],
  ['a name that begins with ours', `http://localhost.evil.example:${port}`],
  ['another port of this machine', `http://localhost:${port + 1}`],
  ['our name without its port', 'http://localhost'],
  ['our name by another scheme', `https://localhost:${port}`],
  ['our name as userinfo', `http://localhost:${port}@evil.example`],
  ['our name and a path', `http://localhost:${port}/`],
  ['two origins in one', `http://localhost:${port}, http://evil.example`],
  ['a frame without an origin', 'null'],
  ['nothing', ''],
];

/** Requests that must be answered 403: they reach the server by its name and come from a foreign page. */
export function foreignOriginTricks(target: TrickedServer): Trick[] {
  const { port, form, socket } = target;
  const own = `Host: localhost:${port}`;
  const evil = 'Origin: http://evil.example';
  return [
    ...foreignOrigins(port).flatMap(([name, origin]) => [
      {
        name: `writes from ${name}`,
        head: post(form, own, `Origin: ${origin}`),
      },
      {
        name: `opens a socket from ${name}`,
        head: get(socket, own, `Origin: ${origin}`, ...UPGRADE),
      },
    ]),
    {
      name: 'writes with two origins',
      head: post(form, own, `Origin: http://localhost:${port}`, evil),
    },
    {
      name: 'deletes from another site',
      head: [`DELETE ${form} HTTP/1.1`, own, evil],
    },
    {
      name: 'writes by a method that nobody knows',
      head: [`PROPFIND ${form} HTTP/1.1`, own, evil],
    },
    {
      name: 'writes from a foreign page without an origin',
      head: post(form, own, 'Referer: http://evil.example/attack'),
    },
    {
      name: 'writes from a page whose address is unknown',
      head: post(form, own, 'Referer: about:blank'),
    },
    {
      name: 'writes across sites without an origin',
      head: post(form, own, 'Sec-Fetch-Site: cross-site'),
    },
    {
      name: 'writes across ports without an origin',
      head: post(form, own, 'Sec-Fetch-Site: same-site'),
    },
    {
      name: 'writes with our origin in another header',
      head: post(form, own, evil, `X-Origin: http://localhost:${port}`),
    },
  ];
}

/** Requests that must come in: those of browsers on the server's own pages, and of programs. */
export function ownRequests({ port, page, form }: TrickedServer): Trick[] {
  const own = `Host: localhost:${port}`;
  return [
    { name: 'reads by name', head: get(page, own) },
    { name: 'reads in capitals', head: get(page, `Host: LocalHost:${port}`) },
    { name: 'reads by number', head: get(page, `Host: 127.0.0.1:${port}`) },
    { name: 'reads by IPv6', head: get(page, `Host: [::1]:${port}`) },
    {
      name: 'targets our host in full',
      head: get(`http://localhost:${port}${page}`, own),
    },
    {
      name: 'follows a link of another site',
      head: get(page, own, 'Referer: http://evil.example/', 'Origin: null'),
    },
    { name: 'writes as a program', head: post(form, own) },
    {
      name: 'writes from a page of ours',
      head: post(
        form,
        own,
        `Origin: http://localhost:${port}`,
        'Sec-Fetch-Site: same-origin',
      ),
    },
    {
      name: 'writes from a page of ours without an origin',
      head: post(form, own, `Referer: http://localhost:${port}${page}`),
    },
  ];
}
