/**
 * A resource definition of what a {@link ShelfDriver} makes.
 *
 * @param parts - `type`: of the definition, its name as well; `driver`: its name; `more`: lines at the top, such as
 *   `holdsData: true`; `outputs`: lines below those that it gives anyway.
 */
export function shelfDefinition({
  type = 'shelf',
  driver = 'shelf',
  more = '',
  outputs = '',
}: {
  type?: string;
  driver?: string;
  more?: string;
  outputs?: string;
} = {}): string {
  return `
name: ${type}
title: Shelf
type: ${type}
driver: ${driver}
settings: {}
${more}
params:
  properties:
    size: { type: integer }
outputs:
  host: { type: string }
  size: { type: integer }
  password: { type: string, secret: true }
${outputs}`;
}
