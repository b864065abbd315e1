import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { highlight } from './highlight.ts';

const markdown = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) => highlight(code, language),
});

/** Turns a path written in a document into a link. */
export type LinkRelative = (kind: 'src' | 'raw', path: string) => string;

/** Markdown as safe HTML. Links to files beside the document go through `relative`. */
export function renderMarkdown(text: string, relative?: LinkRelative): string {
  const resolve = (kind: 'src' | 'raw', target: string | undefined) =>
    target && relative && !/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(target)
      ? relative(kind, target)
      : target;
  return sanitizeHtml(markdown.render(text), {
    allowedTags: [
      ...sanitizeHtml.defaults.allowedTags,
      'img',
      'details',
      'summary',
      'del',
      'ins',
    ],
    allowedAttributes: {
      a: ['href', 'title', 'id'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      code: ['class'],
      span: ['class'],
      th: ['style'],
      td: ['style'],
    },
    allowedClasses: { code: ['language-*'], span: ['hljs-*'] },
    allowedStyles: { '*': { 'text-align': [/^(left|right|center)$/] } },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      a: (tagName, { href, ...attribs }) => ({
        tagName,
        attribs: put(attribs, 'href', resolve('src', href)),
      }),
      img: (tagName, { src, ...attribs }) => ({
        tagName,
        attribs: put(attribs, 'src', resolve('raw', src)),
      }),
    },
  });
}

function put(
  attributes: Record<string, string>,
  name: string,
  value: string | undefined,
): Record<string, string> {
  return value === undefined ? attributes : { ...attributes, [name]: value };
}
