import hljs from 'highlight.js/lib/common';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import protobuf from 'highlight.js/lib/languages/protobuf';

hljs.registerLanguage('dockerfile', dockerfile);
hljs.registerLanguage('protobuf', protobuf);

const LARGEST = 300_000;
const BY_NAME: Record<string, string> = {
  dockerfile: 'dockerfile',
  proto: 'protobuf',
  tf: 'ini',
};

/** The highlighter's name for a file's language, or undefined. */
function languageOf(fileName: string): string | undefined {
  const last = fileName.toLowerCase().split('.').at(-1)!;
  const language = BY_NAME[last] ?? last;
  return hljs.getLanguage(language) ? language : undefined;
}

/** Code as HTML; escaped plain text when the language is unknown or the text is very long. */
export function highlight(code: string, language: string | undefined): string {
  if (!language || !hljs.getLanguage(language) || code.length > LARGEST)
    return escape(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Lines of highlighted code, each with its spans closed, so that they can stand in table rows. */
export function highlightLines(code: string, fileName: string): string[] {
  const text = code.replace(/\r?\n$/, '');
  let open: string[] = [];
  return highlight(text, languageOf(fileName))
    .split(/\r?\n/)
    .map(line => {
      const before = open.join('');
      open = spansOpenAfter(open, line);
      return before + line + '</span>'.repeat(open.length);
    });
}

function spansOpenAfter(open: string[], line: string): string[] {
  const after = [...open];
  for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
    if (tag === '</span>') after.pop();
    else after.push(tag);
  }
  return after;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
