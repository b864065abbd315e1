import MarkdownIt from 'markdown-it';

// Without HTML: a template is text, and so is what stands in it.
const markdown = new MarkdownIt({ html: false, linkify: false });

export function toHtml(text: string): string {
  return markdown.render(text);
}

/** Text as it stands in HTML, also between quotes. */
export function escapeHtml(text: string): string {
  return markdown.utils.escapeHtml(text);
}

/** For readers without HTML: marks of Markdown go, and the addresses of links stand behind their words. */
export function toText(text: string): string {
  const tokens = markdown.parse(text, {});
  const lines: string[] = [];
  let bullet = '';
  for (const token of tokens) {
    const { type, children, content, markup, info } = token;
    if (type === 'list_item_open') bullet = info ? `${info}${markup} ` : '- ';
    else if (type === 'inline') {
      lines.push(`${bullet}${inlineText(children ?? [])}`);
      bullet = '';
    } else if (type === 'fence' || type === 'code_block') {
      lines.push(content.trimEnd(), '');
    } else if (type === 'hr') lines.push('--', '');
    else if (isEndOfBlock(token)) lines.push('');
  }
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

type Token = ReturnType<typeof markdown.parse>[number];

/** What is in a list without space is a paragraph that nobody sees. */
function isEndOfBlock({ type, hidden }: Token): boolean {
  return (
    !hidden && /^(heading|bullet_list|ordered_list|paragraph)_close$/.test(type)
  );
}

function inlineText(tokens: Token[]): string {
  let address: string | null = null;
  let words = '';
  return tokens
    .map(token => {
      const { type, content } = token;
      if (type === 'link_open') {
        address = String(token.attrGet('href') ?? '');
        words = '';
        return '';
      }
      if (type === 'link_close') {
        const shown =
          address && address !== words ? `${words}: ${address}` : words;
        address = null;
        return shown;
      }
      const text = type.endsWith('break') ? '\n' : content;
      if (address === null) return text;
      words += text;
      return '';
    })
    .join('');
}
