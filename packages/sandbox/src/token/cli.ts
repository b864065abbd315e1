import { parseArgs } from 'node:util';
import { fetchToken } from './fetchToken.ts';

const USAGE = `npm run token -- --as NAME [--expires] [--portal URL]

Prints a person's identity token of the sandbox's portal, for scripts and tests:

  curl -H "Authorization: Bearer $(npm run -s token -- --as ada)" http://localhost:7007/api/catalog/entities

  --as NAME     whose token, such as ada, grace, linus or nia
  --expires     also say on standard error until when it is good
  --portal URL  the portal; default http://localhost:7007, or the port in TOWPATH_PORT
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string' },
      expires: { type: 'boolean', default: false },
      portal: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (!values.as) {
    throw new Error(`Whose token? Add --as NAME.\n\n${USAGE}`);
  }
  const port = process.env.TOWPATH_PORT ?? '7007';
  const portalUrl = values.portal ?? `http://localhost:${port}`;
  if (!URL.canParse(portalUrl)) {
    throw new Error(
      `--portal "${portalUrl}" is not a URL. Write it as http://localhost:7007.`,
    );
  }
  const { token, expiresAt } = await fetchToken(portalUrl, values.as);
  process.stdout.write(`${token}\n`);
  if (values.expires) {
    process.stderr.write(`Good until ${expiresAt.toISOString()}\n`);
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
