type Mode = 'code' | 'text';

const OPENING = /[$%]\{/g;
const MARK = /\\["\\]?|[$%]\{|["{}#]|\/[/*]|<</g;

/**
 * What a template has between `${` or `%{` and the brace that ends it, with all that is nested in it. Where that needs
 * more of the language than quotes and braces, such as comments and heredocs, the rest of the template counts: it is
 * better to read too much than too little. For the same reason `$${`, which is a text, counts.
 */
export function expressionsIn(template: string): string[] {
  const found: string[] = [];
  const opening = new RegExp(OPENING);
  while (opening.test(template)) {
    const from = opening.lastIndex;
    const to = endOf(template, from);
    found.push(template.slice(from, to));
    opening.lastIndex = to;
  }
  return found;
}

function endOf(template: string, from: number): number {
  const open: Mode[] = ['code'];
  const marks = new RegExp(MARK);
  marks.lastIndex = from;
  for (let mark = marks.exec(template); mark; mark = marks.exec(template)) {
    const isEscaped = mark[0][0] === template[mark.index - 1];
    const isRead =
      open.at(-1) === 'code'
        ? readCode(open, mark[0])
        : readText(open, mark[0], isEscaped);
    if (!isRead) break;
    if (open.length === 0) return mark.index;
  }
  return template.length;
}

/** @returns whether it is known what comes next */
function readCode(open: Mode[], mark: string): boolean {
  if (mark === '}') open.pop();
  else if (mark === '"') open.push('text');
  else if (mark.endsWith('{')) open.push('code');
  else return false;
  return true;
}

function readText(open: Mode[], mark: string, isEscaped: boolean): boolean {
  if (mark === '"') open.pop();
  else if (mark === '${' || mark === '%{') open.push('code');
  return !(isEscaped && mark.length === 2 && mark.endsWith('{'));
}
