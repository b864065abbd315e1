import sanitizeHtml from 'sanitize-html';

const DROPPED = [
  'applet',
  'base',
  'embed',
  'frame',
  'frameset',
  'object',
  'script',
];
const NEVER = /^(on.*|action|formaction|formtarget|srcdoc|ping)$/i;
const SCHEMES = 'http https ftp mailto tel sms callto matrix xmpp'.split(' ');

const leadsElsewhere = (address: string) =>
  /^\s*([a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(address);

function refreshesElsewhere(content = ''): boolean {
  const [, address] = /url\s*=\s*['"]?(.*)$/is.exec(content) ?? [];
  return address !== undefined && leadsElsewhere(address);
}

const isFrom = (address: string, hosts: string[]) =>
  URL.canParse(address) &&
  /^https?:$/.test(new URL(address).protocol) &&
  hosts.includes(new URL(address).host);

const isRefresh = (attribs: Record<string, string>) =>
  attribs['http-equiv']?.trim().toLowerCase() === 'refresh';

const harmless = (attribs: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(attribs).filter(([name]) => !NEVER.test(name)),
  );

/**
 * Takes out of a page what acts instead of showing: scripts and handlers, forms that send something
 * somewhere, frames, embedded programs, a move to another address, links with another scheme than
 * those of the reader.
 *
 * @param iframeHosts - `techdocs.sanitizer.allowedIframeHosts`
 */
export function cleanPage(html: string, iframeHosts: string[]): string {
  const cleaned = sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    parseStyleAttributes: false,
    allowedSchemes: SCHEMES,
    allowedSchemesByTag: { img: [...SCHEMES, 'data'] },
    allowedSchemesAppliedToAttributes: [
      'href',
      'src',
      'cite',
      'xlink:href',
      'poster',
      'background',
    ],
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: harmless(attribs) }),
    },
    exclusiveFilter: ({ tag, attribs }) =>
      DROPPED.includes(tag) ||
      (tag === 'iframe' && !isFrom(attribs.src ?? '', iframeHosts)) ||
      (tag === 'meta' &&
        isRefresh(attribs) &&
        refreshesElsewhere(attribs.content)),
  });
  return `<!doctype html>\n${cleaned}`;
}
