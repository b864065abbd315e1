/** That something else of the application is not healthy, and does not count: "nightly suspended beside". */
export function describeBeside(beside: string[]): string {
  const [only, ...more] = beside;
  const [, name, health] = /^\S+ (\S+): (\w+)/.exec(only) ?? [];
  return name && more.length === 0
    ? `${name} ${health.toLocaleLowerCase('en-US')} beside`
    : `${beside.length} not healthy beside`;
}
